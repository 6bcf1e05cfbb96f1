//! Laws of `credit`: everything is checked against arithmetic on numbers of any size.

use crate::kit::cases::config;
use creditbank::credit::{
    Amount, AmountError, ConvertError, Credits, Hours, Ratio, RatioError, Remainder, Rounding, Unit, UnitError,
};
use creditbank::credits;
use num_bigint::BigUint;
use num_traits::{One, Zero};
use proptest::prelude::*;

/// Numbers of every size up to `most`, with the extremes often.
fn numbers(most: u64) -> impl Strategy<Value = u64> {
    prop_oneof![
        1 => Just(0), 1 => Just(1), 1 => Just(most), 1 => Just(most - 1),
        4 => 0..=100u64,
        4 => (0..64u32, any::<u64>()).prop_map(move |(shift, bits)| (bits >> shift).min(most)),
        2 => 0..=most,
    ]
}

fn amounts() -> impl Strategy<Value = Credits> {
    numbers(Credits::MAX.ten_thousandths()).prop_map(|steps| Credits::from_ten_thousandths(steps).unwrap())
}

fn quanta() -> impl Strategy<Value = Credits> {
    let usual = prop::sample::select(vec![credits!("1"), credits!("0.5"), credits!("0.1"), credits!("0.0001")]);
    prop_oneof![3 => usual, 1 => amounts().prop_filter("not zero", |quantum| !quantum.is_zero())]
}

fn ratios() -> impl Strategy<Value = Ratio> {
    (numbers(u64::MAX), numbers(u64::MAX)).prop_map(|(num, den)| Ratio::new(num, den.max(1)).unwrap())
}

fn roundings() -> impl Strategy<Value = Rounding> {
    prop::sample::select(Rounding::ALL.to_vec())
}

/// A fraction of numbers of any size: what `Ratio` is checked against. Nothing here is ever reduced.
#[derive(Clone, Debug)]
struct Fraction(BigUint, BigUint);

impl Fraction {
    fn of(ratio: Ratio) -> Self {
        Self(ratio.num().into(), ratio.den().into())
    }
    fn whole(credits: Credits) -> Self {
        Self(credits.ten_thousandths().into(), BigUint::one())
    }
    fn plus(&self, other: &Self) -> Self {
        Self(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1)
    }
    fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0, &self.1 * &other.1)
    }
    fn equals(&self, other: &Self) -> bool {
        &self.0 * &other.1 == &other.0 * &self.1
    }
    /// In lowest terms, by Euclid's textbook.
    fn lowest(&self) -> Self {
        let (mut a, mut b) = (self.0.clone(), self.1.clone());
        while !b.is_zero() {
            (a, b) = (b.clone(), a % b);
        }
        Self(&self.0 / &a, &self.1 / &a)
    }
    fn fits(&self) -> bool {
        let Self(num, den) = self.lowest();
        num <= u64::MAX.into() && den <= u64::MAX.into()
    }
}

/// What a worth of so many quanta becomes, by the definitions in words. None where exactness is broken.
fn rounded(quanta: &Fraction, rounding: Rounding) -> Option<BigUint> {
    let Fraction(num, den) = quanta;
    let floor = num / den;
    let is_whole = &floor * den == *num;
    let ceiling = if is_whole { floor.clone() } else { &floor + 1u32 };
    // Twice the distance to the floor against one quantum.
    let half = ((num - &floor * den) * 2u32).cmp(den);
    let even = if (&floor % 2u32).is_zero() { &floor } else { &ceiling };
    Some(match rounding {
        Rounding::Down => floor,
        Rounding::Up => ceiling,
        Rounding::HalfUp => {
            if half.is_lt() {
                floor
            } else {
                ceiling
            }
        }
        Rounding::HalfEven if half.is_eq() => even.clone(),
        Rounding::HalfEven => {
            if half.is_lt() {
                floor
            } else {
                ceiling
            }
        }
        Rounding::Exact if is_whole => floor,
        Rounding::Exact => return None,
    })
}

proptest! {
    #![proptest_config(config(4096))]

    #[test]
    fn converting_agrees_with_the_oracle(
        (amount, rate, quantum, rounding) in (amounts(), ratios(), quanta(), roundings())
    ) {
        let worth = Fraction::whole(amount).times(&Fraction::of(rate));
        let in_quanta = worth.times(&Fraction(BigUint::one(), quantum.ten_thousandths().into()));
        let step = BigUint::from(quantum.ten_thousandths());
        let most = BigUint::from(Credits::MAX.ten_thousandths());
        let fraction = Fraction(&in_quanta.0 % &in_quanta.1, in_quanta.1.clone());
        let floor = (&in_quanta.0 / &in_quanta.1) * &step;
        let expected = rounded(&in_quanta, rounding).map(|quanta| quanta * &step);
        match amount.convert(rate, quantum, rounding) {
            Ok(division) => {
                prop_assert_eq!(Some(BigUint::from(division.quotient.ten_thousandths())), expected);
                let quotient = Fraction::whole(division.quotient);
                let part = |ratio| Fraction::of(ratio).times(&Fraction::whole(quantum));
                match division.remainder {
                    Remainder::None => prop_assert!(worth.equals(&quotient)),
                    Remainder::Left(ratio) => {
                        prop_assert!(!ratio.is_zero() && ratio < Ratio::ONE);
                        prop_assert!(worth.equals(&quotient.plus(&part(ratio))));
                    }
                    Remainder::Granted(ratio) => {
                        prop_assert!(!ratio.is_zero() && ratio < Ratio::ONE);
                        prop_assert!(worth.plus(&part(ratio)).equals(&quotient));
                    }
                }
            }
            Err(ConvertError::TooLarge { .. }) => prop_assert!(expected.unwrap_or(floor) > most),
            Err(ConvertError::Inexact { .. }) => prop_assert!(expected.is_none() && floor <= most),
            // What is left and what is granted have the same denominator in lowest terms.
            Err(ConvertError::TooFine { .. }) => prop_assert!(expected.unwrap() <= most && !fraction.fits()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn a_usual_conversion_never_fails(
        steps in 0..=10_000_000u64, num in 0..=10_000u64, den in 1..=10_000u64, quantum in 1..=10_000u64,
    ) {
        let (amount, quantum) = (Credits::from_ten_thousandths(steps).unwrap(), Credits::from_ten_thousandths(quantum).unwrap());
        prop_assert!(amount.convert(Ratio::new(num, den).unwrap(), quantum, Rounding::Down).is_ok());
    }

    #[test]
    fn adding_and_taking_away_agree_with_the_oracle((a, b) in (amounts(), amounts())) {
        let (big_a, big_b) = (i128::from(a.ten_thousandths()), i128::from(b.ten_thousandths()));
        let most = i128::from(Credits::MAX.ten_thousandths());
        match a.plus(b) {
            Ok(sum) => prop_assert_eq!(i128::from(sum.ten_thousandths()), big_a + big_b),
            Err(error) => {
                prop_assert!(big_a + big_b > most);
                prop_assert_eq!(error, AmountError::TooLarge { left: a, right: b });
            }
        }
        match a.minus(b) {
            Ok(rest) => prop_assert_eq!(i128::from(rest.ten_thousandths()), big_a - big_b),
            Err(error) => {
                prop_assert!(big_a < big_b);
                prop_assert_eq!(error, AmountError::BelowZero { left: a, right: b });
            }
        }
    }

    #[test]
    fn amounts_read_back_as_text_and_as_json(a in amounts()) {
        let text = a.to_string();
        prop_assert_eq!(&text, &plain_decimal(a));
        prop_assert_eq!(text.parse::<Credits>().unwrap(), a);
        let json = serde_json::to_string(&a).unwrap();
        prop_assert_eq!(&json, &format!("\"{text}\""));
        prop_assert_eq!(serde_json::from_str::<Credits>(&json).unwrap(), a);
    }

    #[test]
    fn what_is_read_is_written_the_same(text in "[0-9+. -]{0,3}[0-9]{0,16}[.]?[0-9]{0,5}") {
        if let Ok(amount) = text.parse::<Credits>() {
            prop_assert_eq!(amount.to_string(), text);
        }
    }

    #[test]
    fn a_ratio_read_is_written_the_same(text in "[0-9+]{1,3}/[0-9+]{1,3}") {
        if let Ok(ratio) = text.parse::<Ratio>() {
            prop_assert_eq!(ratio.to_string(), text);
        }
    }

    #[test]
    fn ratios_read_back_as_text_and_as_json(a in ratios()) {
        prop_assert_eq!(a.to_string().parse::<Ratio>().unwrap(), a);
        prop_assert_eq!(serde_json::from_str::<Ratio>(&serde_json::to_string(&a).unwrap()).unwrap(), a);
    }

    #[test]
    fn ratios_are_in_lowest_terms((num, den) in (numbers(u64::MAX), numbers(u64::MAX))) {
        match Ratio::new(num, den) {
            Ok(ratio) => {
                let Fraction(n, d) = Fraction(num.into(), den.into()).lowest();
                prop_assert_eq!((BigUint::from(ratio.num()), BigUint::from(ratio.den())), (n, d));
            }
            Err(error) => prop_assert_eq!((error, den), (RatioError::ZeroDenominator { num }, 0)),
        }
    }

    #[test]
    fn ratios_are_ordered_as_the_oracle_says((a, b) in (ratios(), ratios())) {
        let (left, right) = (Fraction::of(a), Fraction::of(b));
        prop_assert_eq!(a.cmp(&b), (&left.0 * &right.1).cmp(&(&right.0 * &left.1)));
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
    }

    #[test]
    fn ratio_arithmetic_agrees_with_the_oracle((a, b) in (ratios(), ratios())) {
        let (left, right) = (Fraction::of(a), Fraction::of(b));
        for (result, expected) in [(a.plus(b), left.plus(&right)), (a.times(b), left.times(&right))] {
            match result {
                Ok(ratio) => prop_assert!(Fraction::of(ratio).equals(&expected)),
                Err(error) => {
                    prop_assert!(!expected.fits());
                    prop_assert_eq!(error, RatioError::TooLarge { left: a, right: b });
                }
            }
        }
        match a.inverse() {
            Ok(inverse) => prop_assert_eq!(a.times(inverse).unwrap(), Ratio::ONE),
            Err(_) => prop_assert!(a.is_zero()),
        }
        let (whole, rest) = a.split();
        prop_assert!(rest < Ratio::ONE);
        prop_assert_eq!(Ratio::new(whole, 1).unwrap().plus(rest).unwrap(), a);
    }

    #[test]
    fn a_floor_and_its_rest_are_the_amount((amount, quantum) in (amounts(), quanta())) {
        let unit = Unit::new("ects".parse().unwrap(), quantum, None).unwrap();
        let (floor, rest) = unit.floor(amount);
        prop_assert!(rest < quantum && unit.admits(floor).is_ok());
        prop_assert_eq!(floor.plus(rest).unwrap(), amount);
        prop_assert_eq!(unit.admits(amount).is_ok(), rest.is_zero());
    }
}

/// The text of an amount, the slow way.
fn plain_decimal(amount: Credits) -> String {
    let (whole, part) = (amount.ten_thousandths() / 10_000, amount.ten_thousandths() % 10_000);
    let text = format!("{whole}.{part:04}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A vacuous generator passes everything: every way a conversion can end must be met.
#[test]
fn the_strategies_reach_every_outcome() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::new(config(1));
    let mut seen = std::collections::BTreeMap::<&str, u32>::new();
    for _ in 0..4096 {
        let tree = (amounts(), ratios(), quanta(), roundings()).new_tree(&mut runner).unwrap();
        let (amount, rate, quantum, rounding) = tree.current();
        let outcome = match amount.convert(rate, quantum, rounding) {
            Ok(division) => match division.remainder {
                Remainder::None => "none",
                Remainder::Left(_) => "left",
                Remainder::Granted(_) => "granted",
            },
            Err(ConvertError::TooLarge { .. }) => "too large",
            Err(ConvertError::Inexact { .. }) => "inexact",
            Err(ConvertError::TooFine { .. }) => "too fine",
            Err(_) => "other",
        };
        *seen.entry(outcome).or_default() += 1;
    }
    for outcome in ["none", "left", "granted", "too large", "inexact", "too fine"] {
        assert!(seen.get(outcome).is_some_and(|times| *times >= 20), "{outcome}: {seen:?}");
    }
}

#[test]
fn an_amount_has_one_spelling() {
    let bad = [
        "",
        ".",
        "1.",
        ".5",
        "7.50",
        "7.0",
        "0.0",
        "0.00001",
        "1.23456",
        "00",
        "01",
        "00.5",
        "+1",
        "-1",
        "-0",
        " 1",
        "1 ",
        "1,5",
        "1e3",
        "1_000",
        "٣",
        "１",
        "0x1",
        "NaN",
        "inf",
        "1.2.3",
        "922337203685477.5808",
        "922337203685478",
        "999999999999999.9999",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999",
    ];
    for text in bad {
        let error = text.parse::<Credits>().unwrap_err();
        assert_eq!(error, AmountError::Text { input: text.to_owned() });
        assert!(serde_json::from_value::<Credits>(text.into()).is_err(), "{text}");
    }
    for text in ["0", "1", "10", "0.5", "0.0001", "100.01", "922337203685477.5807"] {
        assert_eq!(text.parse::<Credits>().unwrap().to_string(), text);
    }
    assert_eq!("922337203685477.5807".parse(), Ok(Credits::MAX));
    assert!(serde_json::from_str::<Credits>("7.5").is_err(), "a JSON number is not an amount");
}

#[test]
fn an_amount_in_a_unit_has_one_spelling() {
    let good: Amount = "7.5 ects".parse().unwrap();
    assert_eq!((good.credits, good.unit.as_str(), good.to_string().as_str()), (credits!("7.5"), "ects", "7.5 ects"));
    for text in ["7.5", "7.5  ects", "7.5ects", "ects 7.5", "7.5 ects ", " 7.5 ects", "7.50 ects", "7.5 ", "7.5 e cts"]
    {
        assert!(text.parse::<Amount>().is_err(), "{text}");
    }
}

#[test]
fn a_ratio_has_one_spelling() {
    let cases = [
        ("2/4", "`2/4` is not in plain lowest terms: write 1/2"),
        ("0/7", "`0/7` is not in plain lowest terms: write 0/1"),
        ("+1/2", "`+1/2` is not in plain lowest terms: write 1/2"),
        ("1/+2", "`1/+2` is not in plain lowest terms: write 1/2"),
        ("01/2", "`01/2` is not in plain lowest terms: write 1/2"),
        ("1/02", "`1/02` is not in plain lowest terms: write 1/2"),
        ("00/1", "`00/1` is not in plain lowest terms: write 0/1"),
        ("1/0", "a ratio of 1 to 0 is none; a denominator of 1 or more is expected"),
        ("0/0", "a ratio of 0 to 0 is none; a denominator of 1 or more is expected"),
    ];
    for (text, says) in cases {
        assert_eq!(text.parse::<Ratio>().unwrap_err().to_string(), says);
    }
    for text in
        ["", "/", "1", "1/", "/2", "1/2/3", "-1/2", "1 /2", " 1/2", "1/2 ", "0.5", "1.0/2", "1/18446744073709551616"]
    {
        assert_eq!(text.parse::<Ratio>().unwrap_err(), RatioError::Text { input: text.to_owned() });
    }
    for text in ["0/1", "1/1", "3/1", "1/2", "18446744073709551615/18446744073709551614"] {
        assert_eq!(text.parse::<Ratio>().unwrap().to_string(), text);
    }
}

/// Worth, then what it becomes down, up, half-up and half-even, in quanta of 1.
#[test]
fn rounding_goes_by_the_table() {
    let table = [
        ("0", "0", "0", "0", "0"),
        ("0.4", "0", "1", "0", "0"),
        ("0.5", "0", "1", "1", "0"),
        ("0.6", "0", "1", "1", "1"),
        ("1", "1", "1", "1", "1"),
        ("1.2", "1", "2", "1", "1"),
        ("1.5", "1", "2", "2", "2"),
        ("2.5", "2", "3", "3", "2"),
        ("2.5001", "2", "3", "3", "3"),
        ("3.5", "3", "4", "4", "4"),
    ];
    for (worth, down, up, half_up, half_even) in table {
        let worth: Credits = worth.parse().unwrap();
        let to = |rounding| worth.convert(Ratio::ONE, Credits::ONE, rounding).map(|it| it.quotient.to_string());
        let row = [Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven].map(|it| to(it).unwrap());
        assert_eq!(row, [down, up, half_up, half_even], "{worth}");
        assert_eq!(to(Rounding::Exact).ok(), (down == up).then(|| down.to_owned()), "{worth}");
    }
}

#[test]
fn even_is_the_number_of_quanta_and_not_of_credits() {
    let half = |worth: Credits| worth.convert(Ratio::ONE, credits!("0.5"), Rounding::HalfEven).unwrap();
    let table = [("0.25", "0"), ("0.75", "1"), ("1.25", "1"), ("1.75", "2")];
    for (worth, becomes) in table {
        assert_eq!(half(worth.parse().unwrap()).quotient.to_string(), becomes);
    }
    assert_eq!(half(credits!("0.75")).remainder, Remainder::Granted("1/2".parse().unwrap()));
}

#[test]
fn the_extremes_convert_and_do_not_wrap() {
    let convert = |rate, quantum| Credits::MAX.convert(rate, quantum, Rounding::Down);
    let widest = Ratio::new(u64::MAX, u64::MAX - 1).unwrap();
    assert_eq!(convert(Ratio::ONE, Credits::MAX).unwrap().quotient, Credits::MAX);
    assert!(matches!(convert(widest, Credits::MAX).unwrap().remainder, Remainder::Left(_)));
    let large = convert(Ratio::new(u64::MAX, 1).unwrap(), credits!("0.0001")).unwrap_err();
    assert_eq!(
        large.to_string(),
        "922337203685477.5807 at the rate 18446744073709551615/1 come to more than 922337203685477.5807"
    );
    assert_eq!(convert(Ratio::ONE, Credits::ZERO), Err(ConvertError::ZeroQuantum));
    let smallest = credits!("0.0001").convert(Ratio::new(1, u64::MAX).unwrap(), Credits::ONE, Rounding::Up);
    assert_eq!(
        smallest.unwrap_err().to_string(),
        "0.0001 at the rate 1/18446744073709551615 leave a fraction of 1 that is too fine to keep"
    );
    let exact = credits!("7").convert("1/2".parse().unwrap(), Credits::ONE, Rounding::Exact).unwrap_err();
    assert_eq!(exact.to_string(), "7 at the rate 1/2 are not a whole number of steps of 1, and the rounding is exact");
}

#[test]
fn two_units_do_not_mix_and_both_are_named() {
    let (ects, cats): (Amount, Amount) = ("7.5 ects".parse().unwrap(), "15 cats".parse().unwrap());
    for error in [ects.plus(&cats).unwrap_err(), ects.minus(&cats).unwrap_err()] {
        assert_eq!(error, AmountError::Units { left: ects.unit.clone(), right: cats.unit.clone() });
        assert!(error.to_string().contains("`ects`") && error.to_string().contains("`cats`"));
    }
    assert_eq!(ects.plus(&ects).unwrap().minus(&ects).unwrap(), ects);
}

#[test]
fn a_unit_that_cannot_be_is_refused() {
    let unit = |id: &str, quantum, hours: Option<(Credits, Credits)>| {
        Unit::new(id.parse().unwrap(), quantum, hours.map(|(least, most)| Hours { least, most })).map(|unit| unit.id)
    };
    let step = credits!("0.5");
    assert!(unit("ects", step, Some((credits!("25"), credits!("30")))).is_ok());
    assert!(unit("cats", step, Some((credits!("10"), credits!("10")))).is_ok());
    let cases = [
        (unit("item", step, None), "`item` is built in and cannot be defined; another code is expected"),
        (
            unit("x", Credits::ZERO, None),
            "the quantum of `x` is 0; the smallest step that is certified is expected, as in 0.5",
        ),
        (
            unit("x", step, Some((Credits::ZERO, step))),
            "a credit of `x` stands for 0 hours; leave the hours out where none are stated",
        ),
        (
            unit("x", step, Some((step, Credits::ZERO))),
            "a credit of `x` stands for 0 hours; leave the hours out where none are stated",
        ),
        (
            unit("x", step, Some((credits!("30"), credits!("25")))),
            "a credit of `x` stands for at least 30 and at most 25 hours; the least comes first",
        ),
    ];
    for (result, says) in cases {
        assert_eq!(result.unwrap_err().to_string(), says);
    }
    assert_eq!(unit("item", step, None), Err(UnitError::BuiltIn));
}

#[test]
fn items_come_whole() {
    let item = Unit::item();
    assert!(item.admits(credits!("2")).is_ok());
    assert_eq!(item.admits(credits!("0.5")).unwrap_err().to_string(), "0.5 is not a whole number of steps of 1 `item`");
}

#[test]
fn amounts_align_in_tables() {
    assert_eq!(
        format!("[{:6}] [{:<6}] [{:^6}] [{:>6}]", credits!("7.5"), credits!("7.5"), credits!("0"), credits!("10")),
        "[   7.5] [7.5   ] [  0   ] [    10]"
    );
    assert_eq!(format!("[{:*<6}] [{:6}]", Ratio::ONE, Rounding::Up), "[1/1***] [up    ]");
}

#[test]
fn ways_of_rounding_have_names() {
    for rounding in Rounding::ALL {
        assert_eq!(rounding.to_string().parse(), Ok(rounding));
        assert_eq!(serde_json::to_string(&rounding).unwrap(), format!("\"{rounding}\""));
    }
    let error = "nearest".parse::<Rounding>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`nearest` is not a way of rounding: down, up, half-up, half-even or exact is expected"
    );
}
