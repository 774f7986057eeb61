#!/usr/bin/env python3
"""Writes COUNT generated records, chained as the box chains them, over the days of a year.

usage: generate.py COUNT YEAR DIRECTORY      (DIRECTORY/cdr.jsonl; UTC+08:00)
"""
import datetime
import hashlib
import random
import sys

ZONE = datetime.timezone(datetime.timedelta(hours=8))


def quality(dice):
    return ('{"packets_received":%d,"packets_lost":%d,"jitter_us":%d,"round_trip_us":null,"mos":4.%02d}'
            % (dice.randrange(100, 9000), dice.randrange(0, 9), dice.randrange(100, 9000), dice.randrange(10, 45)))


def wall(start, microseconds):
    return (start + datetime.timedelta(microseconds=microseconds)).isoformat(timespec="microseconds")


def moment(name, start, microseconds):
    """A moment in its three forms."""
    if microseconds is None:
        return '"%s":null,"%s_ms":null,"%s_us":null' % (name, name, name)
    return '"%s":"%s","%s_ms":%d,"%s_us":%d' % (
        name, wall(start, microseconds), name, microseconds // 1000, name, microseconds)


def leg(number, party, start, started, ringing, answered, ended, ending, dice):
    write = answered is not None and party != "citizen"
    return ('{"leg":%d,"party":"%s","sip_call_id":"%032x@10.1.2.3",%s,%s,%s,%s,"ending":"%s","quality":%s,"wrap_up_ms":%s}'
            % (number, party, dice.getrandbits(128), moment("started", start, started),
               moment("ringing", start, ringing), moment("answered", start, answered), moment("ended", start, ended),
               ending, "null" if answered is None else quality(dice),
               str(dice.randrange(1000, 60000)) if write else "null"))


def state(name, start, begin, length):
    return '{"state":"%s",%s,"ms":%d,"us":%d}' % (name, moment("from", start, begin), length // 1000, length)


def record(number, start, dice):
    to110 = dice.random() < 0.25
    dialled = "110" if to110 else dice.choice(["12345", "12345", "12345", "12396"])
    group = "110" if to110 else "12345"
    seat = dice.choice(["2001", "2002", "2003"] if to110 else ["1001", "1002", "1003", "1004", "1005"])
    wait = int(dice.expovariate(1 / 6000000)) + 500000
    abandoned = dice.random() < 0.04
    length = wait + (0 if abandoned else int(dice.expovariate(1 / 150000000)) + 1000000)
    answer = None if abandoned else wait
    legs = [leg(1, "citizen", start, 0, 210, answer, length, "on-hook", dice),
            leg(2, seat, start, 5123, 90456, answer, length, "call-ended", dice)]
    states = [state("arriving", start, 0, wait)]
    transfers = keys = negotiations = ""
    final = seat
    if not abandoned:
        states.append(state("talking", start, wait, length - wait))
        if dice.random() < 0.2:
            pressed = wait + dice.randrange(0, length - wait)
            key, target = ("transfer-12345", "1001") if to110 else (dice.choice(["transfer-110", "three-way-110"]), "2001")
            connected = dice.random() < 0.85
            if connected:
                answered = pressed + dice.randrange(1000000, 9000000)
                t2 = pressed + int(dice.gauss(400, 90)) % 5000
                t6 = answered + dice.randrange(600, 20600)
                final = target
                legs.append(leg(3, target, start, pressed, pressed + 80000, answered, max(length, answered), "call-ended", dice))
                tail = ('"connected","target":"%s","at":"%s","t0_us":%d,"t1_us":%d,"t2_us":%d,"t3_us":%d,"t4_us":%d,"t5_us":%d,"t6_us":%d,"own_share_us":%d'
                        % (target, wall(start, pressed), pressed, pressed + 60, t2, t2 + 80000, answered, answered + 90, t6, t2 - pressed + t6 - answered))
                if key == "three-way-110":
                    negotiations = '{%s,%s,"outcome":"%s","responsible":"%s"}' % (
                        moment("started", start, answered), moment("decided", start, answered + 9000000),
                        dice.choice(["accepted", "declined", "timed-out"]), target)
            else:
                tail = ('"%s","target":null,"at":"%s","t0_us":%d,"t1_us":%d,"t2_us":%d,"t3_us":null,"t4_us":null,"t5_us":null,"t6_us":null,"own_share_us":null'
                        % (dice.choice(["busy", "no-answer", "declined"]), wall(start, pressed), pressed, pressed + 60, pressed + 400))
            transfers = '{"key":"%s","seat":"%s","destination":"group %s","outcome":%s}' % (
                key, seat, "12345" if to110 else "110", tail)
            keys = '{%s,"seat":"%s","key":"%s","action":"transfer","source":"rfc4733","outcome":"accepted"}' % (
                moment("at", start, pressed), seat, key)
    quote = '"%s"'.__mod__
    return (
        '{"v":1,"id":"%016x","state":"closed","start":"%s","start_us":%d,"end":"%s","caller":"138%08d","dialled":"%s",'
        '"source":"carrier",%s,%s,"duration_ms":%d,"duration_us":%d,"ending":"%s","first_receiver":%s,'
        '"final_receiver":%s,"negotiations":[%s],"emergency":%s,"level":null,"harassment":false,"reason":null,'
        '"route":["group %s: %s"],"nuisance":null,"told":[],"legs":[%s],"keys":[%s],"states":[%s],'
        '"prompts":[{%s,"prompt":"welcome","to":"citizen"}],"transfers":[%s],"recordings":[]'
        % (number, wall(start, 0), number * 31000000, wall(start, length), dice.randrange(10**8), dialled,
           moment("answered", start, answer), moment("talking", start, answer), length // 1000, length,
           "abandoned" if abandoned else dice.choice(["caller-hung-up", "caller-hung-up", "released"]),
           "null" if abandoned else quote(seat), "null" if abandoned else quote(final), negotiations,
           "true" if dice.random() < 0.01 else "false", group, seat, ",".join(legs), keys, ",".join(states),
           moment("at", start, 3210), transfers))


def main():
    count, year, directory = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    dice = random.Random(20261121)
    start = datetime.datetime(year, 1, 1, microsecond=1, tzinfo=ZONE)
    step = (datetime.datetime(year + 1, 1, 1, tzinfo=ZONE) - start) / (count + 1)
    previous = "0" * 64
    with open(directory + "/cdr.jsonl", "w", encoding="utf-8") as out:
        for number in range(1, count + 1):
            line = record(number, start, dice) + ',"seq":%d,"prev":"%s"' % (number, previous)
            previous = hashlib.sha256(line.encode()).hexdigest()
            out.write(line + ',"hash":"%s"}\n' % previous)
            start += step


main()
