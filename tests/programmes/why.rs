//! Plans in words, as pictures and as JSON: golden pages, and that nothing is without words. `CREDITBANK_BLESS=1` writes the
//! pages anew; read them before you commit them.

use crate::kit;
use creditbank::advice::Report;
use creditbank::export::{picture, svg};
use creditbank::wording::{Language, Telling, tell_plan};
use unicode_width::UnicodeWidthStr;

mod cases;
mod reports;
mod xml;

fn golden(name: &str, text: &str) {
    kit::golden::golden("programmes/why/golden", name, text);
}

fn by_hand() -> Vec<(&'static str, Report)> {
    vec![
        ("reached", reports::reached()),
        ("short", reports::short()),
        ("crowded", reports::crowded()),
        ("empty", reports::empty()),
    ]
}

#[test]
fn plans_read_as_they_should() {
    for (name, report) in by_hand() {
        golden(&format!("{name}.en.txt"), &tell_plan(&report, Language::English));
        golden(&format!("{name}.zh.txt"), &tell_plan(&report, Language::Chinese));
    }
}

#[test]
fn pictures_look_as_they_should() {
    for (name, report) in by_hand() {
        golden(&format!("{name}.picture.en.txt"), &picture(&report, Language::English));
        golden(&format!("{name}.picture.zh.txt"), &picture(&report, Language::Chinese));
        golden(&format!("{name}.en.svg"), &svg(&report, Language::English));
    }
    golden("short.zh.svg", &svg(&reports::short(), Language::Chinese));
}

#[test]
fn planned_cases_read_as_they_should() {
    for case in cases::all() {
        let (name, report) = (case.name, case.report());
        for (language, ending) in [(Language::English, "en"), (Language::Chinese, "zh")] {
            let telling = Telling { programmes: Some(&case.programmes), ..language.into() };
            let hash = report.hash.to_string();
            let told = tell_plan(&report, telling).replace(&hash, "HASH");
            golden(&format!("case-{name}.{ending}.txt"), &format!("{told}\n{}", picture(&report, telling)));
        }
    }
}

#[test]
fn a_report_is_json() {
    golden("short.json", &(serde_json::to_string_pretty(&reports::short()).unwrap() + "\n"));
}

#[test]
fn no_line_is_wider_than_a_terminal() {
    for (name, report) in by_hand() {
        for language in [Language::English, Language::Chinese] {
            for line in tell_plan(&report, language).lines().chain(picture(&report, language).lines()) {
                let code = line.split(' ').any(|word| word.width() > 60);
                assert!(code || line.width() <= 100, "{name}: {} columns: {line}", line.width());
            }
            assert!(picture(&report, language).lines().all(|line| line.width() <= 100), "{name}");
        }
    }
}

#[test]
fn every_sentence_differs_between_the_languages() {
    let report = reports::short();
    let (english, chinese) = (tell_plan(&report, Language::English), tell_plan(&report, Language::Chinese));
    let said = |line: &&str| line.len() > 20 && line.trim().contains(' ') && !line.starts_with("Hash");
    for line in english.lines().filter(said) {
        assert!(!chinese.contains(line.trim()), "{line}");
    }
}

#[test]
fn a_picture_is_well_formed_and_nothing_leaves_it() {
    for (name, report) in by_hand() {
        for language in [Language::English, Language::Chinese] {
            let text = svg(&report, language);
            let elements = xml::read(&text).unwrap_or_else(|wrong| panic!("{name}: {wrong}\n{text}"));
            assert_eq!(elements.first().map(|first| first.name.as_str()), Some("svg"));
            xml::check_geometry(&elements).unwrap_or_else(|wrong| panic!("{name}: {wrong}\n{text}"));
            for forbidden in ["<script", "onload", "href", "style="] {
                assert!(!text.contains(forbidden), "{name}: {forbidden}");
            }
        }
    }
}

#[test]
fn what_marks_up_is_escaped() {
    let text = svg(&reports::crowded(), Language::English);
    assert!(text.contains("A &lt;title&gt; &amp; &quot;more&quot;"));
    assert!(text.contains("公共基础课 &lt;&amp;&quot;&gt; &#39;x"));
    assert!(!text.contains('\u{202e}'));
}
