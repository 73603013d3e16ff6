//! Reading `multipart/form-data` (RFC 7578): what a form without a script sends, files among it.

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// The field's name.
    pub name: String,
    /// Whether it is a file; one that was not chosen is empty.
    pub file: bool,
    /// What was entered.
    pub bytes: &'a [u8],
}

impl Part<'_> {
    /// The field as a text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes).into_owned()
    }
}

/// Most fields of a form.
const PARTS_MAX: usize = 300;
/// Most bytes of what stands before a field: its name, a file's name and kind.
const HEAD_BYTES_MAX: usize = 20 * 1024;

/// The boundary that a `Content-Type` names.
#[must_use]
pub fn boundary(content_type: &str) -> Option<&str> {
    let (kind, rest) = content_type.split_once(';')?;
    let boundary =
        rest.split(';').find_map(|one| one.trim().strip_prefix("boundary="))?.trim_matches('"');
    let good = kind.trim().eq_ignore_ascii_case("multipart/form-data")
        && (1..=70).contains(&boundary.len());
    good.then_some(boundary)
}

/// The fields in their order; `None` for anything that is no such form.
#[must_use]
pub fn parts<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<Part<'a>>> {
    let mark = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(mark.trim_start().as_bytes())?;
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let (whole, after) = split(rest, mark.as_bytes())?;
        let (head, bytes) = split(whole, b"\r\n\r\n")?;
        if head.len() > HEAD_BYTES_MAX {
            return None;
        }
        parts.push(part(head, bytes)?);
        if parts.len() > PARTS_MAX {
            return None;
        }
        rest = after;
    }
}

fn part<'a>(head: &[u8], bytes: &'a [u8]) -> Option<Part<'a>> {
    let head = std::str::from_utf8(head).ok()?;
    let line = head.split("\r\n").find(|line| {
        line.get(..20).is_some_and(|name| name.eq_ignore_ascii_case("content-disposition:"))
    })?;
    let value = |name: &str| {
        let (_, after) = line.split_once(&format!("; {name}=\""))?;
        after.split_once('"').map(|(value, _)| value.to_owned())
    };
    Some(Part { name: value("name")?, file: value("filename").is_some(), bytes })
}

/// What stands before and after the first place of `mark`.
fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let first = *mark.first()?;
    let mut at = 0_usize;
    loop {
        let found = bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        at = at.saturating_add(found);
        if bytes.get(at..)?.starts_with(mark) {
            return Some((bytes.get(..at)?, bytes.get(at.saturating_add(mark.len())..)?));
        }
        at = at.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--x\r\ncontent-disposition: form-data; name=\"p\"; filename=\"f.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\xFF\r\n--\xD8\r\n--x--\r\n";

    #[test]
    fn fields_and_files_are_read_as_they_were_sent() {
        let found = parts(BODY, "x").unwrap();
        let shown: Vec<_> =
            found.iter().map(|part| (part.name.as_str(), part.file, part.bytes)).collect();
        assert_eq!(shown, [("a", false, &b"one"[..]), ("p", true, b"\xFF\r\n--\xD8")]);
        assert_eq!(parts(b"--x--\r\n", "x"), Some(vec![]));
    }

    #[test]
    fn a_form_cut_anywhere_is_no_form() {
        for end in 0..BODY.len().saturating_sub(4) {
            assert_eq!(parts(&BODY[..end], "x"), None, "{end}");
        }
    }

    #[test]
    fn a_boundary_is_named_by_the_content_type() {
        assert_eq!(boundary("multipart/form-data; boundary=----WebKit1"), Some("----WebKit1"));
        assert_eq!(boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), Some("a b"));
        for bad in
            ["", "multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=x"]
        {
            assert_eq!(boundary(bad), None, "{bad}");
        }
    }
}
