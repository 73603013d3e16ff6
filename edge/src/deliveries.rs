//! The deliveries of a shop in the SQLite database of its Durable Object. Every query uses an index
//! and reads a bounded number of rows, however many deliveries there are.

use recourse_edge::domain::webhook::{
    Delivery, DeliveryPosition, DeliveryStatus, ENDED_MAX, REMEMBERED_MS,
};
use serde::Deserialize;
use worker::{Error, Result, SqlStorage, SqlStorageValue, Storage};

/// `waiting` is 1 or 0; `at_ms` and `id` are those inside the JSON of the delivery.
const TABLE: [&str; 3] = [
    "CREATE TABLE IF NOT EXISTS deliveries \
     (id TEXT PRIMARY KEY, waiting INTEGER NOT NULL, at_ms INTEGER NOT NULL, delivery TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (waiting, at_ms)",
    "CREATE INDEX IF NOT EXISTS deliveries_newest ON deliveries (at_ms, id)",
];

/// The table of deliveries.
pub(super) struct Deliveries(SqlStorage);

#[derive(Deserialize)]
struct DeliveryRow {
    delivery: String,
}

#[derive(Deserialize)]
struct NumberRow {
    number: Option<f64>,
}

impl Deliveries {
    /// Opens the table; makes it where it does not exist.
    pub(super) fn open(storage: &Storage) -> Result<Deliveries> {
        let deliveries = Deliveries(storage.sql());
        for statement in TABLE {
            deliveries.0.exec(statement, None)?;
        }
        Ok(deliveries)
    }

    /// The delivery of a message.
    pub(super) fn get(&self, id: &str) -> Result<Option<Delivery>> {
        let query = "SELECT delivery FROM deliveries WHERE id = ?";
        Ok(self.read(query, vec![id.into()])?.into_iter().next())
    }

    /// Stores a delivery.
    pub(super) fn put(&self, delivery: &Delivery) -> Result<()> {
        let query = "INSERT OR REPLACE INTO deliveries (id, waiting, at_ms, delivery) \
                     VALUES (?, ?, ?, ?)";
        let is_waiting = delivery.status == DeliveryStatus::Waiting;
        let values = vec![
            delivery.message.id.as_str().into(),
            i32::from(is_waiting).into(),
            number(delivery.at_ms)?,
            serde_json::to_string(delivery)?.into(),
        ];
        self.0.exec(query, values).map(drop)
    }

    /// Deliveries after a position, newest first.
    pub(super) fn page(
        &self,
        after: Option<&DeliveryPosition>,
        limit: u16,
    ) -> Result<Vec<Delivery>> {
        let limit = i32::from(limit).into();
        let Some(after) = after else {
            let query = "SELECT delivery FROM deliveries ORDER BY at_ms DESC, id DESC LIMIT ?";
            return self.read(query, vec![limit]);
        };
        let query = "SELECT delivery FROM deliveries WHERE (at_ms, id) < (?, ?) \
                     ORDER BY at_ms DESC, id DESC LIMIT ?";
        self.read(query, vec![number(after.at_ms)?, after.id.as_str().into(), limit])
    }

    /// The deliveries that are due, oldest first.
    pub(super) fn due(&self, now_ms: i64, limit: usize) -> Result<Vec<Delivery>> {
        let query = "SELECT delivery FROM deliveries WHERE waiting = 1 AND at_ms <= ? \
                     ORDER BY at_ms LIMIT ?";
        self.read(query, vec![number(now_ms)?, count(limit)?])
    }

    /// The number of deliveries that wait.
    pub(super) fn waiting(&self) -> Result<usize> {
        let query = "SELECT count(*) AS number FROM deliveries WHERE waiting = 1";
        let waiting = self.number(query, vec![])?.unwrap_or_default();
        usize::try_from(waiting).map_err(|_| Error::from("a count"))
    }

    /// Removes ended deliveries that are old, and the oldest of too many.
    pub(super) fn remove_old(&self, now_ms: i64) -> Result<()> {
        let query = "DELETE FROM deliveries WHERE waiting = 0 AND at_ms < ?";
        self.0.exec(query, vec![number(now_ms.saturating_sub(REMEMBERED_MS))?])?;
        let query = "SELECT at_ms AS number FROM deliveries WHERE waiting = 0 \
                     ORDER BY at_ms DESC LIMIT 1 OFFSET ?";
        if let Some(oldest_ms) = self.number(query, vec![count(ENDED_MAX)?])? {
            let query = "DELETE FROM deliveries WHERE waiting = 0 AND at_ms <= ?";
            self.0.exec(query, vec![number(oldest_ms)?])?;
        }
        Ok(())
    }

    /// When there is something to do next: an attempt, or the removal of an old delivery.
    pub(super) fn next_ms(&self) -> Result<Option<i64>> {
        let earliest = "SELECT min(at_ms) AS number FROM deliveries WHERE waiting = ?";
        let attempt = self.number(earliest, vec![1.into()])?;
        let removal = self.number(earliest, vec![0.into()])?;
        let removal = removal.map(|at| at.saturating_add(REMEMBERED_MS).saturating_add(1));
        Ok([attempt, removal].into_iter().flatten().min())
    }

    /// Deliveries that cannot be read are left out.
    fn read(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Delivery>> {
        let rows: Vec<DeliveryRow> = self.0.exec(query, values)?.to_array()?;
        Ok(rows.iter().filter_map(|row| serde_json::from_str(&row.delivery).ok()).collect())
    }

    #[expect(clippy::cast_possible_truncation, reason = "times and counts are whole numbers")]
    fn number(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Option<i64>> {
        let rows: Vec<NumberRow> = self.0.exec(query, values)?.to_array()?;
        Ok(rows.first().and_then(|row| row.number).map(|number| number as i64))
    }
}

/// A number of JavaScript's safe range.
fn number(value: i64) -> Result<SqlStorageValue> {
    SqlStorageValue::try_from_i64(value)
}

fn count(value: usize) -> Result<SqlStorageValue> {
    number(i64::try_from(value).map_err(|_| Error::from("a count"))?)
}
