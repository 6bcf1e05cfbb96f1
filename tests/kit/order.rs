//! A document written in another order, for tests that order means nothing.

/// The tables of a text, each with its header, and each its lines: a value that goes over several lines is one.
pub(crate) fn tables(text: &str) -> Vec<Vec<String>> {
    let (mut tables, mut open): (Vec<Vec<String>>, i32) = (Vec::new(), 0);
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if open > 0 {
            let last = tables.last_mut().and_then(|table| table.last_mut()).unwrap();
            *last = format!("{last}\n{line}");
        } else if line.starts_with('[') {
            tables.push(vec![line.to_owned()]);
            continue;
        } else {
            tables.last_mut().unwrap().push(line.to_owned());
        }
        open += line.chars().map(|c| i32::from("[{".contains(c)) - i32::from("]}".contains(c))).sum::<i32>();
    }
    tables
}

/// Puts the members of the lists of texts that are written on one line in another order.
pub(crate) fn turned(line: &str) -> String {
    let Some((before, rest)) = line.split_once("[\"") else { return line.to_owned() };
    let Some((inside, after)) = rest.split_once("\"]") else { return line.to_owned() };
    let ordered = ["marks", "levels"].iter().any(|key| before.trim_end().ends_with(&format!("{key} =")));
    let mut members: Vec<_> = inside.split("\", \"").collect();
    if !ordered {
        members.reverse();
    }
    format!("{before}[\"{}\"]{}", members.join("\", \""), turned(after))
}

/// A shuffle by sorting keys that were drawn.
pub(crate) fn shuffled<T>(list: Vec<T>, keys: &mut impl Iterator<Item = u64>) -> Vec<T> {
    let mut drawn: Vec<_> = list.into_iter().map(|each| (keys.next().unwrap(), each)).collect();
    drawn.sort_by_key(|(key, _)| *key);
    drawn.into_iter().map(|(_, each)| each).collect()
}

/// Numbers to shuffle by: SplitMix64 (Steele, Lea and Flood 2014), which is enough for that.
pub(crate) fn keys(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z ^ (z >> 27)
    })
}
