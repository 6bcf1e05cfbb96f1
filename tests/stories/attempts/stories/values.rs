//! What a lot is worth is corrected: what is free becomes less or more, and where less is left than is in use, the uses wait.

use super::stories;

stories! {
    /// A catalogue had 4 for 3; it is corrected while the lot is under an award.
    value_under_award = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        m = u-registrar 2023-03-02 matriculate FIRST at ROAD/1
        s = u-awarder 2023-03-03 redeem #m
        r = u-registrar 2023-05-01 revalue $a 3 cr
        marks decision:$s #r
        see 2023-04-30 a reserved 4
        see 2023-05-01 a reserved 4, short 1
        no lot/in-use u-registrar 2023-05-02 reverse #a
            -- it is still relied on by decision:$s; end that first
        u-awarder 2023-05-03 keep decision:$s #r
        marks decision:$s
        see 2023-05-03 a reserved 4, short 1
        u-awarder 2023-05-04 revoke_award $s
        see 2023-05-04 a free 3
        no award/not-reached u-awarder 2023-05-05 redeem #m -- `FIRST` is not reached: 1 cr still to study
    ";

    /// Corrected back before anybody looked: the award stands again.
    value_under_award_taken_back = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        m = u-registrar 2023-03-02 matriculate FIRST at ROAD/1
        s = u-awarder 2023-03-03 redeem #m
        r = u-registrar 2023-05-01 revalue $a 3 cr
        e = u-registrar 2023-05-02 reverse #r
        marks decision:$s
        see 2023-05-01 a reserved 4, short 1
        see 2023-05-02 a reserved 4
        no lot/reversed u-registrar 2023-05-03 reverse #r -- line #r was reversed by line #e
    ";

    /// A larger amount under an award suspends nothing, and what is more is free. Taken back while that is used, it suspends.
    value_under_award_is_more = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        m = u-registrar 2023-03-02 matriculate FIRST at ROAD/1
        s = u-awarder 2023-03-03 redeem #m
        r = u-registrar 2023-05-01 revalue $a 6 cr
        marks decision:$s
        see 2023-05-01 a reserved 4, free 2
        t = u-awarder 2023-05-02 bind reserve set:T $a:1.5
        e = u-registrar 2023-05-03 reverse #r
        marks decision:$s #e
        marks decision:$t #e
        see 2023-05-03 a reserved 5.5, short 1.5
        u-awarder 2023-05-04 undo decision:$t #e
        see 2023-05-04 a reserved 4
        u-awarder 2023-05-05 keep decision:$s #e
        marks decision:$s
    ";

    /// 6 are revalued to 3 while 4 are in use.
    six_to_three = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam WELD 6 cr -
        s = u-awarder 2023-03-01 bind reserve award:S $a:4
        see 2023-03-01 a reserved 4, free 2
        r = c-registrar 2023-04-01 revalue $a 3 cr
        marks decision:$s #r
        see 2023-03-31 a reserved 4, free 2
        see 2023-04-01 a reserved 4, short 1
        no lot/reserved u-awarder 2023-04-02 bind reserve award:T $a:1
            -- lot $a is reserved for award:S@$s.0: 0 are free, short by 1; programme `T` would have to be published, and to
            .. `carry` from there
        u-awarder 2023-04-03 unbind $s
        see 2023-04-03 a free 3
    ";

    /// As much as is in use is left: nobody is suspended, and what is free becomes less.
    six_to_four_and_a_half = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam WELD 6 cr -
        s = u-awarder 2023-03-01 bind reserve award:S $a:4
        w = u-awarder 2023-03-02 bind witness set:W $a:5
        v = u-awarder 2023-03-02 bind witness set:V $a:4.5
        r = c-registrar 2023-04-01 revalue $a 4.5 cr
        marks decision:$s
        marks decision:$w #r
        marks decision:$v
        see 2023-04-01 a reserved 4, free 0.5
        q = c-registrar 2023-04-02 revalue $a 4 cr
        marks decision:$s
        marks decision:$v #q
        see 2023-04-02 a reserved 4
        no lot/in-use c-registrar 2023-04-03 reverse #r -- it is still relied on by lot:$a; end that first
        c-registrar 2023-04-04 reverse #q
        marks decision:$v
        c-registrar 2023-04-05 reverse #r
        see 2023-04-05 a reserved 4, free 2
        marks decision:$w
    ";

    /// Two uses, of which either would fit: both are looked at. The first that ends makes up for what is short.
    six_to_three_under_two = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam WELD 6 cr -
        b = c-registrar 2023-02-01 certify exam OTHER 6 cr -
        s = u-awarder 2023-03-01 bind reserve award:S $a:2
        t = u-awarder 2023-03-02 bind consume award:T $a:2.5
        h = u-reviewer 2023-03-03 hold $a:1 through 2023-06-30
        r = c-registrar 2023-04-01 revalue $a 3 cr
        marks decision:$s #r
        marks decision:$t #r
        marks hold:$h #r
        see 2023-04-01 a consumed 2.5, held 1, reserved 2, short 2.5 | b free 6
        u-reviewer 2023-04-02 release $h
        see 2023-04-02 a consumed 2.5, reserved 2, short 1.5 | b free 6
        u-awarder 2023-04-03 replan decision:$t #r $a $a:1,$b:1.5
        see 2023-04-03 a consumed 1, reserved 2 | b consumed 1.5, free 4.5
        marks decision:$t
        u-awarder 2023-04-04 keep decision:$s #r
        marks decision:$s
    ";

    /// What was converted, and what is built on that, rests on the amount that went in. What came out is nobody's to correct.
    an_amount_that_was_converted = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam LANG 2 cr - mark 90/percent
        k = u-registrar 2023-03-01 apply $a:2
        s = u-awarder 2023-03-02 bind reserve award:S $k.1:2
        no lot/made-by-rule u-registrar 2023-03-03 revalue $k.1 1 cr
            -- lot $k.1 was made by a conversion, and its amount follows from the rule; reverse the conversion and apply
            .. again, or revoke the lot
        r = c-registrar 2023-04-01 revalue $a 1 cr
        marks decision:$k #r
        marks lot:$k.1 #r
        marks decision:$s #r
        see 2023-04-01 a consumed 2, short 1 | k.1 reserved 2
        u-reviewer 2023-04-02 keep decision:$k #r
        marks decision:$s
        see 2023-04-02 a consumed 2, short 1 | k.1 reserved 2
    ";

    /// Of two that are otherwise equal the larger comes first, from the day on which it is the larger.
    the_larger_amount_from_its_own_day = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam WELD 3 cr -
        b = c-registrar 2023-02-01 certify exam WELD 4 cr -
        see 2023-02-01 a behind 3 | b free 4
        r = c-registrar 2023-04-01 revalue $a 5 cr
        see 2023-03-31 a behind 3 | b free 4
        see 2023-04-01 a free 5 | b behind 4
        q = c-registrar 2023-05-01 revalue $a 3.5 cr
        see 2023-05-01 a behind 3.5 | b free 4
        c-registrar 2023-05-02 reverse #q
        see 2023-05-02 a free 5 | b behind 4
        c-registrar 2023-05-03 reverse #r
        see 2023-05-03 a behind 3 | b free 4
    ";

    /// A short lot is revoked, and its uses end; the revocation is taken back.
    a_short_lot_is_revoked = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam WELD 6 cr -
        s = u-awarder 2023-03-01 bind reserve award:S $a:2
        t = u-awarder 2023-03-01 bind consume award:T $a:3
        r = c-registrar 2023-04-01 revalue $a 3 cr
        v = c-registrar 2023-05-01 revoke $a
        see 2023-05-01 a revoked 2, consumed 3, short 2
        u-awarder 2023-05-02 unbind $t
        see 2023-05-02 a revoked 3
        no lot/revoked c-registrar 2023-05-03 revalue $a 4 cr -- lot $a was revoked, by line #v
        c-registrar 2023-05-04 reverse #v
        see 2023-05-04 a reserved 2, free 1
    ";

    /// Half of it is in another passbook when that comes in: it is short there too.
    a_short_lot_is_merged = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = 2: c-registrar 2023-02-01 certify exam WELD 6 cr -
        s = 2: u-awarder 2023-03-01 bind reserve award:S $a:4
        r = 2: c-registrar 2023-04-01 revalue $a 3 cr
        m = merge 2 into 1 2023-05-01
        see 2023-05-01 a reserved 4, short 1
        q = c-registrar 2023-06-01 revalue $a 3.5 cr
        see 2023-06-01 a reserved 4, short 0.5
        u-awarder 2023-06-02 unbind $s
        see 2023-06-02 a free 3.5
    ";
}
