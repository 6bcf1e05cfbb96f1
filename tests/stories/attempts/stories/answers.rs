//! What is ended with a line that is reversed: whoever decided a thing answers for its end, and nobody else does.

use creditbank::ledger::Act;
use creditbank::line::Content;

use super::stories;
use crate::attempts::page::{World, read};
use crate::attempts::teller::Teller;

/// V converted A of U. U's diploma counts half of what came of it, and W has bound the other half.
const THREE: &str = "
    u-registrar 2023-01-01 open
    a = u-registrar 2023-02-01 accrue A 90 percent
    f = v-registrar 2023-02-02 apply $a:4
    k = v-reviewer 2023-02-03 approve $f
    w = w-awarder 2023-02-04 bind reserve set:W $k.1:2
    c = u-registrar 2023-02-05 accrue SMALL 80 percent
    m = u-registrar 2023-02-06 matriculate FOUR
    s = u-awarder 2023-02-07 redeem #m
    e = u-registrar 2023-03-01 reverse #a cascade $k/v-reviewer,$s/u-awarder,$w/w-awarder
";

/// The line says who answers for what, in the order in which it was asked, and who asked.
#[test]
fn the_line_names_all_three() {
    let (page, mut teller) = (read(THREE), Teller::new(World::Stories));
    page.steps.iter().for_each(|step| teller.play(step));
    teller.is_sound();
    let bank = &teller.told.bank;
    let line = bank.tail(bank.length() - 1).next().unwrap().unwrap();
    let Content::Learner { entry, .. } = line.content else { panic!("the last line is a learner's") };
    let Act::Reverse(reverse) = &entry.act else { panic!("{:?}", entry.act) };
    let named: Vec<_> = reverse.cascade.iter().map(|one| format!("{}/{}", one.decision, one.by)).collect();
    let meant = teller.with_ids("$k/v-reviewer,$s/u-awarder,$w/w-awarder", 1);
    assert_eq!(named.join(","), meant);
    assert_eq!(entry.by.mandate.as_str(), "u-registrar");
    let book = teller.passbook(1).unwrap();
    assert!(book.decisions.values().all(|one| one.ended == Some(entry.id())), "each ended with the line");
}

stories! {
    /// One of each institution; whoever is left out is named.
    a_cascade_signed_by_three_people = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        f = v-registrar 2023-02-02 apply $a:4
        k = v-reviewer 2023-02-03 approve $f
        w = w-awarder 2023-02-04 bind reserve set:W $k.1:2
        c = u-registrar 2023-02-05 accrue SMALL 80 percent
        m = u-registrar 2023-02-06 matriculate FOUR
        s = u-awarder 2023-02-07 redeem #m
        see 2023-02-07 a consumed 4 | c reserved 2 | k.1 reserved 4
        no lot/in-use u-registrar 2023-03-01 reverse #a -- it is still relied on by decision:$k; end that first
        no lot/in-use u-registrar 2023-03-01 reverse #a cascade $k/v-reviewer,$s/u-awarder
            -- it is still relied on by decision:$w; end that first
        no lot/in-use u-registrar 2023-03-01 reverse #a cascade $k/v-reviewer,$w/w-awarder
            -- it is still relied on by decision:$s; end that first
        no lot/in-use u-registrar 2023-03-01 reverse #a cascade $s/u-awarder,$w/w-awarder
            -- it is still relied on by decision:$k; end that first
        e = u-registrar 2023-03-01 reverse #a cascade $k/v-reviewer,$s/u-awarder,$w/w-awarder
        see 2023-03-01 c free 2
        t = u-awarder 2023-03-02 bind reserve set:Q $c:2
    ";

    /// In whichever order they stand there.
    the_same_named_the_other_way_round = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        f = v-registrar 2023-02-02 apply $a:4
        k = v-reviewer 2023-02-03 approve $f
        w = w-awarder 2023-02-04 bind reserve set:W $k.1:2
        c = u-registrar 2023-02-05 accrue SMALL 80 percent
        m = u-registrar 2023-02-06 matriculate FOUR
        s = u-awarder 2023-02-07 redeem #m
        e = u-registrar 2023-03-01 reverse #a cascade $w/w-awarder,$s/u-awarder,$k/v-reviewer
        see 2023-03-01 c free 2
    ";

    /// Each answers for what is of the own role, and of the own institution.
    a_cascade_in_which_two_mandates_are_swapped = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        f = v-registrar 2023-02-02 apply $a:4
        k = v-reviewer 2023-02-03 approve $f
        w = w-awarder 2023-02-04 bind reserve set:W $k.1:2
        c = u-registrar 2023-02-05 accrue SMALL 80 percent
        m = u-registrar 2023-02-06 matriculate FOUR
        s = u-awarder 2023-02-07 redeem #m
        no who/wrong-role u-registrar 2023-03-01 reverse #a cascade $k/u-awarder,$s/v-reviewer,$w/w-awarder
            -- mandate `u-awarder` has the role awarder; this takes the role reviewer
        no who/wrong-role u-registrar 2023-03-01 reverse #a cascade $s/v-reviewer,$k/u-awarder,$w/w-awarder
            -- mandate `v-reviewer` has the role reviewer; this takes the role awarder
        no who/not-yours u-registrar 2023-03-01 reverse #a cascade $k/v-reviewer,$s/w-awarder,$w/u-awarder
            -- `U` made it, and only `U` may change it, not `W`
        no who/not-yours u-registrar 2023-03-01 reverse #a cascade $k/u-reviewer,$s/u-awarder,$w/w-awarder
            -- `V` made it, and only `V` may change it, not `U`
        no who/wrong-role u-registrar 2023-03-01 reverse #a cascade $k/v-reviewer,$s/u-registrar,$w/w-awarder
            -- mandate `u-registrar` has the role registrar; this takes the role awarder
        no who/unknown-mandate u-registrar 2023-03-01 reverse #a cascade $k/v-reviewer,$s/u-awarder,$w/x-awarder
            -- mandate `x-awarder` is not in any document in force on 2023-03-01
        see 2023-03-01 a consumed 4 | c reserved 2 | k.1 reserved 4
    ";

    /// Each decision once, and only what relies on the line.
    a_cascade_that_names_a_decision_twice_or_another = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-02-01 accrue B 90 percent
        s = u-awarder 2023-02-02 bind reserve set:Q $a:4
        o = u-awarder 2023-02-03 bind reserve set:R $b:4
        no lot/decision-twice u-registrar 2023-03-01 reverse #a cascade $s/u-awarder,$s/u-awarder
            -- decision $s is named twice; name it once, with the mandate that ends it
        no lot/decision-twice u-registrar 2023-03-01 reverse #a cascade $s/u-awarder,$s/w-awarder
            -- decision $s is named twice; name it once, with the mandate that ends it
        no lot/unrelated u-registrar 2023-03-01 reverse #a cascade $s/u-awarder,$o/u-awarder
            -- decision $o does not rely on what is to be undone; name only those that do
        no lot/unrelated u-registrar 2023-03-01 reverse #a cascade $s/u-awarder,#a.7/u-awarder
            -- decision #a.7 does not rely on what is to be undone; name only those that do
        e = u-registrar 2023-03-01 reverse #a cascade $s/u-awarder
        no lot/reversed u-registrar 2023-03-02 reverse #a cascade $s/u-awarder -- line #a was reversed by line #e
        see 2023-03-01 b reserved 4
    ";

    /// The award counts what came of the conversion: whoever converted does not end it alone, nor whoever awards.
    a_conversion_under_an_award = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        f = v-registrar 2023-02-02 apply $a:4
        k = v-reviewer 2023-02-03 approve $f
        m = u-registrar 2023-02-06 matriculate FOUR
        s = u-awarder 2023-02-07 redeem #m
        no who/wrong-role u-awarder 2023-03-01 reverse #k cascade $s/u-awarder
            -- mandate `u-awarder` has the role awarder; this takes the role reviewer
        no who/wrong-role v-reviewer 2023-03-01 reverse #k cascade $s/v-reviewer
            -- mandate `v-reviewer` has the role reviewer; this takes the role awarder
        no who/not-yours v-reviewer 2023-03-01 reverse #k cascade $s/v-awarder
            -- `U` made it, and only `U` may change it, not `V`
        no who/not-yours u-reviewer 2023-03-01 reverse #k cascade $s/u-awarder
            -- `V` made it, and only `V` may change it, not `U`
        no lot/unrelated v-reviewer 2023-03-01 reverse #k cascade $k/v-reviewer,$s/u-awarder
            -- decision $k does not rely on what is to be undone; name only those that do
        e = v-reviewer 2023-03-01 reverse #k cascade $s/u-awarder
        see 2023-03-01 a free 4
    ";

    /// Somebody who reverses may also answer, where the role and the institution are right.
    whoever_reverses_answers_for_the_own_decisions = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 certify exam EL1 4 cr -
        k = v-registrar 2023-02-02 apply $a:4
        j = v-registrar 2023-02-03 apply $k.1:4
        w = w-awarder 2023-02-04 bind reserve set:W $j.1:4
        no lot/in-use v-reviewer 2023-03-01 reverse #k cascade $j/v-reviewer
            -- it is still relied on by decision:$w; end that first
        e = v-reviewer 2023-03-01 reverse #k cascade $j/v-reviewer,$w/w-awarder
        see 2023-03-01 a free 4
    ";
}
