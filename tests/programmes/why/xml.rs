//! A reader of as much XML as a picture may use, and what must hold of its shapes.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

/// An element, with the text directly in it.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
}

impl Element {
    fn number(&self, name: &str) -> Option<i64> {
        self.attributes.get(name)?.parse().ok()
    }
}

/// All elements in order, if it is well formed: every tag closed in turn, attributes quoted and once, one root, no
/// stray mark-up signs, only known entities.
pub(crate) fn read(text: &str) -> Result<Vec<Element>, String> {
    let (mut elements, mut open, mut rest): (Vec<Element>, Vec<usize>, &str) = (Vec::new(), Vec::new(), text);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        let content = unescaped(before)?;
        match open.last() {
            Some(&last) => elements[last].text.push_str(&content),
            None if content.trim().is_empty() => {}
            None => return Err(format!("`{content}` stands outside")),
        }
        let end = tag.find('>').ok_or("a tag without end")?;
        let inside = &tag[1..end];
        rest = &tag[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            let last = open.pop().ok_or("one end too many")?;
            if elements[last].name != name {
                return Err(format!("`{name}` ends `{}`", elements[last].name));
            }
            continue;
        }
        if open.is_empty() && !elements.is_empty() {
            return Err("a second root".into());
        }
        let (inside, closed) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        elements.push(element(inside)?);
        if !closed {
            open.push(elements.len() - 1);
        }
    }
    if open.is_empty() && rest.trim().is_empty() { Ok(elements) } else { Err("not all is closed".into()) }
}

fn element(inside: &str) -> Result<Element, String> {
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    let mut attributes = BTreeMap::new();
    while !rest.trim().is_empty() {
        let (key, after) = rest.trim_start().split_once("=\"").ok_or_else(|| format!("`{rest}` is no attribute"))?;
        let (value, after) = after.split_once('"').ok_or("a value without end")?;
        if attributes.insert(key.to_owned(), unescaped(value)?).is_some() {
            return Err(format!("`{key}` twice"));
        }
        rest = after;
    }
    let plain = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !plain(name) || !attributes.keys().all(|key| plain(key)) {
        return Err(format!("`{inside}` has no name"));
    }
    Ok(Element { name: name.to_owned(), attributes, text: String::new() })
}

fn unescaped(text: &str) -> Result<String, String> {
    if let Some(bad) = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '>') {
        return Err(format!("{bad:?} stands in `{text}`"));
    }
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';').ok_or_else(|| format!("a bare & before `{part}`"))?;
        let letter = match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => return Err(format!("&{other}; is not known")),
        };
        out.push(letter);
        out.push_str(rest);
    }
    Ok(out)
}

/// Left, top, right and bottom.
type Place = (i64, i64, i64, i64);

/// No two boxes meet, and boxes, texts and lines stay in the picture.
pub(crate) fn check_geometry(elements: &[Element]) -> Result<(), String> {
    let root = elements.first().ok_or("nothing")?;
    let (wide, high) = (root.number("width").ok_or("no width")?, root.number("height").ok_or("no height")?);
    if root.attributes.get("viewBox") != Some(&format!("0 0 {wide} {high}")) {
        return Err("the view is not the picture".into());
    }
    let inside = |(left, top, right, bottom): Place| {
        0 <= left && left <= right && right <= wide && 0 <= top && top <= bottom && bottom <= high
    };
    let boxes: Vec<_> = elements
        .iter()
        .filter(|one| one.name == "rect")
        .skip(1)
        .map(place)
        .collect::<Option<_>>()
        .ok_or("a box without place")?;
    for (at, one) in boxes.iter().enumerate() {
        if !inside(*one) {
            return Err(format!("the box {one:?} leaves the picture"));
        }
        if let Some(other) = boxes[..at].iter().find(|other| meet(**other, *one)) {
            return Err(format!("the boxes {other:?} and {one:?} meet"));
        }
    }
    for text in elements.iter().filter(|one| one.name == "text") {
        let place = text_place(text).ok_or("a text without place")?;
        if !inside(place) {
            return Err(format!("`{}` leaves the picture: {place:?}", text.text));
        }
        let overlaps = |one: &&Place| meet(**one, place);
        let holds = |one: &Place| one.0 <= place.0 && place.2 <= one.2 && one.1 <= place.1 && place.3 <= one.3;
        if let Some(wrong) = boxes.iter().filter(overlaps).find(|one| !holds(one)) {
            return Err(format!("`{}` at {place:?} leaves its box {wrong:?}", text.text));
        }
    }
    let texts: Vec<_> = elements.iter().filter(|one| one.name == "text").filter_map(text_place).collect();
    for (at, one) in texts.iter().enumerate() {
        if let Some(other) = texts[..at].iter().find(|other| meet(**other, *one)) {
            return Err(format!("the texts at {other:?} and {one:?} meet"));
        }
    }
    for path in elements.iter().filter(|one| one.name == "path") {
        let numbers = path.attributes.get("d").ok_or("a path without points")?;
        let numbers: Vec<i64> = numbers.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        if !numbers.chunks(2).all(|point| inside((point[0], point[1], point[0], point[1]))) {
            return Err(format!("a line leaves the picture: {numbers:?}"));
        }
    }
    Ok(())
}

fn place(one: &Element) -> Option<Place> {
    let (left, top) = (one.number("x")?, one.number("y")?);
    Some((left, top, left + one.number("width")?, top + one.number("height")?))
}

/// The room of a text in a font whose letters are about as wide as in a terminal.
fn text_place(one: &Element) -> Option<Place> {
    let (at, base) = (one.number("x")?, one.number("y")?);
    let size = one.number("font-size").unwrap_or(13);
    let wide = i64::try_from(one.text.width()).ok()? * size * 6 / 10;
    let left = if one.attributes.get("text-anchor").is_some_and(|anchor| anchor == "end") { at - wide } else { at };
    Some((left, base - size, left + wide, base + 4))
}

const fn meet(one: Place, other: Place) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}
