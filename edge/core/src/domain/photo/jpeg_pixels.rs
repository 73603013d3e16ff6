//! The end of the pixels of a JPEG that has no end marker, as some cameras write them: what follows
//! is a trailer of the camera, with place and time. The Huffman codes are read without decoding a
//! pixel (ISO/IEC 10918-1, annex F), so a picture whose pixels are incomplete is noticed. Only
//! pictures of one sequential scan are read: cameras write those.

use super::cursor::Cursor;
use super::jpeg::marker;

/// Codes have at most 16 bits; a table has an entry for each pattern of 16 bits.
const PATTERNS: usize = 1 << 16;
const END: [u8; 2] = [0xFF, 0xD9];
/// Most tables that are read; a picture has at most eight, and cameras repeat none.
const TABLES_MAX: usize = 8;

/// The picture up to the end of its pixels, with an end marker; `None` where the pixels are
/// incomplete, or the picture is not of this kind.
pub(super) fn with_end_marker(sent: &[u8]) -> Option<Vec<u8>> {
    let mut rest = Cursor(sent.strip_prefix(&[0xFF, 0xD8])?);
    let mut head = Head::default();
    loop {
        let kind = marker(&mut rest)?;
        let length = usize::from(rest.u16_be()?);
        let segment = rest.take(length.checked_sub(2)?)?;
        match kind {
            0xC0 | 0xC1 => head.frame = Some(Frame::parse(segment)?),
            0xC4 => head.add_tables(segment)?,
            0xDD => head.restart = Cursor(segment).u16_be()?,
            0xDA => break head.skip_pixels(Cursor(segment), &mut rest)?,
            0xC2..=0xD9 => return None,
            _ => {}
        }
    }
    let end = sent.len().checked_sub(rest.0.len())?;
    Some([sent.get(..end)?, &END].concat())
}

/// What the head of a picture says about its pixels.
#[derive(Default)]
struct Head {
    frame: Option<Frame>,
    /// Tables by class (0 for the first number of a block, 1 for the others) and number.
    tables: Vec<(u8, Table)>,
    /// Units between two restart markers; 0 without any.
    restart: u16,
}

/// Size and components of a picture.
struct Frame {
    height: u32,
    width: u32,
    components: Vec<Component>,
}

/// A component: its id, and its blocks in a unit, across and down.
struct Component {
    id: u8,
    across: u32,
    down: u32,
}

/// A Huffman table: length of the code and its value, by the next 16 bits.
struct Table(Vec<(u8, u8)>);

impl Frame {
    fn parse(segment: &[u8]) -> Option<Frame> {
        let mut rest = Cursor(segment);
        rest.u8().filter(|bits| *bits == 8)?;
        let (height, width) = (rest.u16_be()?, rest.u16_be()?);
        let count = rest.u8().filter(|count| (1..=4).contains(count))?;
        let mut components = Vec::new();
        for _ in 0..count {
            let [id, sampling, _] = rest.array()?;
            let (across, down) = (u32::from(sampling >> 4), u32::from(sampling & 15));
            let is_sampling = (1..=4).contains(&across) && (1..=4).contains(&down);
            components.push(Component { id, across, down });
            is_sampling.then_some(())?;
        }
        Some(Frame { height: height.into(), width: width.into(), components })
    }

    /// The number of units of the scan. Of a single component a unit is a block.
    fn units(&self) -> u32 {
        let is_single = self.components.len() == 1;
        let most = |of: fn(&Component) -> u32| {
            self.components.iter().map(of).max().filter(|_| !is_single).unwrap_or(1)
        };
        let across = self.width.div_ceil(most(|own| own.across).saturating_mul(8));
        across.saturating_mul(self.height.div_ceil(most(|own| own.down).saturating_mul(8)))
    }
}

impl Table {
    /// The table of a list of values, in the order of their codes; `lengths` has the number of
    /// codes of each length. A longer code has fewer patterns.
    fn new(lengths: [u8; 16], values: &[u8]) -> Option<Table> {
        let mut patterns = Vec::with_capacity(PATTERNS);
        let lengths = (1_u8..).zip(lengths);
        let codes = lengths.flat_map(|(length, count)| (0..count).map(move |_| length));
        for (length, value) in codes.zip(values) {
            let count = PATTERNS.checked_shr(length.into())?;
            patterns.extend(std::iter::repeat_n((length, *value), count));
            (patterns.len() <= PATTERNS).then_some(())?;
        }
        Some(Table(patterns))
    }
}

impl Head {
    fn add_tables(&mut self, segment: &[u8]) -> Option<()> {
        let mut rest = Cursor(segment);
        while !rest.0.is_empty() {
            let place = rest.u8()?;
            let lengths: [u8; 16] = rest.array()?;
            let values = rest.take(lengths.iter().map(|count| usize::from(*count)).sum())?;
            (self.tables.len() < TABLES_MAX).then_some(())?;
            self.tables.push((place, Table::new(lengths, values)?));
        }
        Some(())
    }

    /// The last table of a class and a number.
    fn table(&self, class: u8, number: u8) -> Option<&Table> {
        let place = (class << 4) | number;
        self.tables.iter().rev().find(|(own, _)| *own == place).map(|(_, table)| table)
    }

    /// Moves behind the pixels of a scan with all components.
    fn skip_pixels(&self, mut scan: Cursor<'_>, rest: &mut Cursor<'_>) -> Option<()> {
        let frame = self.frame.as_ref()?;
        let count = usize::from(scan.u8()?);
        (count == frame.components.len()).then_some(())?;
        let mut blocks = Vec::new();
        for component in &frame.components {
            let [id, numbers] = scan.array()?;
            (id == component.id).then_some(())?;
            let tables = (self.table(0, numbers >> 4)?, self.table(1, numbers & 15)?);
            let of_unit =
                if count == 1 { 1 } else { component.across.saturating_mul(component.down) };
            blocks.extend((0..of_unit).map(|_| tables));
        }
        let mut bits = Bits { pixels: rest.0, rest: *rest, buffer: 0, have: 0 };
        for unit in 0..frame.units() {
            if unit > 0 && unit.checked_rem(self.restart.into()) == Some(0) {
                bits.restart()?;
            }
            for (first, others) in &blocks {
                bits.skip_block(first, others)?;
            }
        }
        *rest = bits.end()?;
        Some(())
    }
}

/// The bits of coded pixels.
struct Bits<'a> {
    pixels: &'a [u8],
    rest: Cursor<'a>,
    /// The bits that are read, the next ones highest among `have`.
    buffer: u64,
    have: u32,
}

impl<'a> Bits<'a> {
    /// Reads bytes until there are at least 32 bits, or no more. Of a byte 0xFF the zero behind it
    /// is no part; anything else behind it is a marker.
    fn fill(&mut self) {
        while self.have <= 32 {
            let (byte, length) = match self.rest.0 {
                [0xFF, 0, ..] => (0xFF, 2),
                [0xFF, ..] | [] => return,
                [byte, ..] => (*byte, 1),
            };
            let _ = self.rest.take(length);
            self.buffer = (self.buffer << 8) | u64::from(byte);
            self.have = self.have.saturating_add(8);
        }
    }

    fn skip(&mut self, count: u8) -> Option<()> {
        self.have = self.have.checked_sub(count.into())?;
        Some(())
    }

    /// The next value of a table. Behind the last byte there are ones, which no code consists of.
    fn value(&mut self, table: &Table) -> Option<u8> {
        self.fill();
        let padded = (self.buffer << 16) | 0xFFFF;
        let next = padded.checked_shr(self.have)? & 0xFFFF;
        let (length, value) = table.0.get(usize::try_from(next).ok()?)?;
        self.skip(*length)?;
        Some(*value)
    }

    /// Skips the 64 numbers of a block. A code says how many bits follow, and how many zeros it is.
    fn skip_block(&mut self, first: &Table, others: &Table) -> Option<()> {
        let bits = self.value(first).filter(|bits| *bits <= 15)?;
        self.skip(bits)?;
        let mut numbers: u8 = 1;
        while numbers < 64 {
            let value = self.value(others)?;
            let (zeros, bits) = (value >> 4, value & 15);
            self.skip(bits)?;
            numbers = match (zeros, bits) {
                (15, 0) => numbers.saturating_add(16),
                (_, 0) => 64,
                _ => numbers.saturating_add(zeros).saturating_add(1),
            };
        }
        Some(())
    }

    /// Moves behind the next restart marker.
    fn restart(&mut self) -> Option<()> {
        // The rest of a byte is filled up; further bytes would be pixels of nothing.
        (self.have < 8).then_some(())?;
        (self.buffer, self.have) = (0, 0);
        matches!(self.rest.array()?, [0xFF, 0xD0..=0xD7]).then_some(())
    }

    /// What follows the last byte that has a bit of a pixel.
    fn end(self) -> Option<Cursor<'a>> {
        let mut end = self.pixels.len().checked_sub(self.rest.0.len())?;
        for _ in 0..self.have / 8 {
            let is_stuffed = self.pixels.get(..end)?.ends_with(&[0xFF, 0]);
            end = end.checked_sub(if is_stuffed { 2 } else { 1 })?;
        }
        self.pixels.get(end..).map(Cursor)
    }
}
