//! The lines between lots and requirements, in box-drawing characters.
//!
//! A lot's own line is single and goes straight on. Where it also counts elsewhere, a double line leaves it: up or down on a
//! track, and then to the right on a row of its own. Where lines cross the track stays whole.

use crate::export::picture::rows::{Right, Row, shared};
use crate::export::picture::scene::{Kind, Scene};

/// The most tracks that are drawn; what is shared beyond them is told in words only.
const MOST: usize = 8;

/// What a requirement shares with others: a vertical line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Track {
    /// The row on which it goes to the right.
    arrives: usize,
    /// In which column; none: it is not drawn.
    column: Option<usize>,
    /// The rows of the lots that it leaves.
    leaves: Vec<usize>,
}

impl Track {
    fn first(&self) -> usize {
        self.leaves.iter().copied().chain([self.arrives]).min().unwrap_or(self.arrives)
    }

    fn last(&self) -> usize {
        self.leaves.iter().copied().chain([self.arrives]).max().unwrap_or(self.arrives)
    }
}

/// The characters between left and right, row by row, all equally wide.
pub(super) fn lines(scene: &Scene, rows: &[Row]) -> Vec<String> {
    let tracks = tracks(scene, rows);
    let gather = tracks.iter().filter_map(|track| track.column).max().map_or(1, |column| column + 2);
    let mut grid = vec![vec![' '; gather + 3]; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        own_line(&mut grid, scene, rows, at, row, gather);
    }
    tracks.iter().for_each(|track| vertical(&mut grid, track));
    tracks.iter().for_each(|track| arrival(&mut grid, track, gather));
    grid.into_iter().map(|row| row.into_iter().collect()).collect()
}

/// The tracks, put into columns from the left so that no two meet.
fn tracks(scene: &Scene, rows: &[Row]) -> Vec<Track> {
    let of = |(arrives, row): (usize, &Row)| match row.right {
        Right::Also(place) => {
            let lots = shared(scene, place);
            let leaves = rows.iter().enumerate().filter(|(_, row)| row.lot.is_some_and(|lot| lots.contains(&lot)));
            Some(Track { arrives, column: None, leaves: leaves.map(|(at, _)| at).collect() })
        }
        Right::Nothing | Right::Part(_) => None,
    };
    let mut tracks: Vec<_> = rows.iter().enumerate().filter_map(of).collect();
    tracks.sort_by_key(|track| (track.first(), track.last()));
    let mut ends = [None; MOST];
    for track in &mut tracks {
        let free = ends.iter_mut().enumerate().find(|(_, end)| end.is_none_or(|end| end < track.first()));
        if let Some((number, end)) = free {
            *end = Some(track.last());
            track.column = Some(2 * number + 1);
        }
    }
    tracks
}

fn put(grid: &mut [Vec<char>], row: usize, column: usize, letter: char) {
    if let Some(cell) = grid.get_mut(row).and_then(|row| row.get_mut(column)) {
        *cell = letter;
    }
}

fn at(grid: &[Vec<char>], row: usize, column: usize) -> char {
    grid.get(row).and_then(|row| row.get(column)).copied().unwrap_or(' ')
}

/// The line of a lot to the requirement beside it. The lots of one requirement gather on its row.
fn own_line(grid: &mut [Vec<char>], scene: &Scene, rows: &[Row], row: usize, this: &Row, gather: usize) {
    let Some(lot) = this.lot.and_then(|lot| scene.lots.get(lot)) else { return };
    let line = if lot.kind == Kind::Open { '┄' } else { '─' };
    (0..gather).for_each(|column| put(grid, row, column, line));
    let goes_on = rows.get(row + 1).is_some_and(|next| next.lot.is_some() && next.right == Right::Nothing);
    let is_first = matches!(this.right, Right::Part(_));
    let corner = match (is_first, goes_on) {
        (true, true) => '┬',
        (true, false) => line,
        (false, true) => '┤',
        (false, false) => '┘',
    };
    put(grid, row, gather, corner);
    if is_first {
        put(grid, row, gather + 1, '─');
        put(grid, row, gather + 2, '▶');
    }
}

fn vertical(grid: &mut [Vec<char>], track: &Track) {
    let Some(column) = track.column else { return };
    let (first, last) = (track.first(), track.last());
    for row in first..=last {
        let letter = match (track.leaves.contains(&row), row == track.arrives) {
            (true, _) if row == first => '╥',
            (true, _) if row == last => '╨',
            (true, _) => '╫',
            (false, true) if row == first => '╔',
            (false, true) if row == last => '╚',
            (false, true) => '╠',
            (false, false) => '║',
        };
        put(grid, row, column, letter);
    }
}

fn arrival(grid: &mut [Vec<char>], track: &Track, gather: usize) {
    let Some(column) = track.column else { return };
    let free: Vec<_> = (column + 1..gather + 2).filter(|column| at(grid, track.arrives, *column) == ' ').collect();
    free.into_iter().for_each(|column| put(grid, track.arrives, column, '═'));
    put(grid, track.arrives, gather + 2, '▶');
}
