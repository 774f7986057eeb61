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


def leg(number, party, started, ringing, answered, ended, ending, dice):
    def show(value):
        return "null" if value is None else str(value)
    return ('{"leg":%d,"party":"%s","sip_call_id":"%032x@10.1.2.3","started_ms":%d,"ringing_ms":%s,'
            '"answered_ms":%s,"ended_ms":%d,"ending":"%s","quality":%s}'
            % (number, party, dice.getrandbits(128), started, show(ringing), show(answered), ended, ending,
               "null" if answered is None else quality(dice)))


def record(number, start, dice):
    to110 = dice.random() < 0.25
    dialled = "110" if to110 else dice.choice(["12345", "12345", "12345", "12396"])
    group = "110" if to110 else "12345"
    seat = dice.choice(["2001", "2002", "2003"] if to110 else ["1001", "1002", "1003", "1004", "1005"])
    wait = int(dice.expovariate(1 / 6000)) + 500
    abandoned = dice.random() < 0.04
    length = wait + (0 if abandoned else int(dice.expovariate(1 / 150000)) + 1000)
    legs = [leg(1, "citizen", 0, None, None if abandoned else wait, length, "on-hook", dice)]
    states = '{"state":"arriving","from_ms":0,"ms":%d}' % wait
    transfers = keys = ""
    final = seat
    if abandoned:
        legs.append(leg(2, seat, 5, 90, None, length, "call-ended", dice))
    else:
        legs.append(leg(2, seat, 5, 90, wait, length, "call-ended", dice))
        states += ',{"state":"talking","from_ms":%d,"ms":%d}' % (wait, length - wait)
        if dice.random() < 0.2:
            pressed = wait * 1000 + dice.randrange(0, (length - wait) * 1000)
            key, target = ("transfer-12345", "1001") if to110 else (dice.choice(["transfer-110", "three-way-110"]), "2001")
            connected = dice.random() < 0.85
            if connected:
                answered = pressed + dice.randrange(1000000, 9000000)
                t2 = pressed + int(dice.gauss(400, 90)) % 5000
                t6 = answered + dice.randrange(600, 20600)
                final = target
                legs.append(leg(3, target, pressed // 1000, pressed // 1000 + 80, answered // 1000,
                                max(length, answered // 1000), "call-ended", dice))
                tail = ('"connected","target":"%s","t0_us":%d,"t1_us":%d,"t2_us":%d,"t3_us":%d,"t4_us":%d,"t5_us":%d,"t6_us":%d,"own_share_us":%d'
                        % (target, pressed, pressed + 60, t2, t2 + 80000, answered, answered + 90, t6, t2 - pressed + t6 - answered))
            else:
                tail = ('"%s","target":null,"t0_us":%d,"t1_us":%d,"t2_us":%d,"t3_us":null,"t4_us":null,"t5_us":null,"t6_us":null,"own_share_us":null'
                        % (dice.choice(["busy", "no-answer", "declined"]), pressed, pressed + 60, pressed + 400))
            transfers = '{"key":"%s","seat":"%s","destination":"group %s","outcome":%s}' % (
                key, seat, "12345" if to110 else "110", tail)
            keys = '{"at_ms":%d,"seat":"%s","key":"%s","action":"transfer","source":"rfc4733","outcome":"accepted"}' % (
                pressed // 1000, seat, key)
    end = start + datetime.timedelta(milliseconds=length)
    quote = '"%s"'.__mod__
    none = abandoned
    return end, (
        '{"v":1,"id":"%016x","state":"closed","start":"%s","end":"%s","caller":"138%08d","dialled":"%s",'
        '"source":"carrier","answered_ms":%s,"talking_ms":%s,"duration_ms":%d,"ending":"%s","first_receiver":%s,'
        '"final_receiver":%s,"negotiations":[],"emergency":%s,"level":null,"harassment":false,"reason":null,'
        '"route":["group %s"],"legs":[%s],"keys":[%s],"states":[%s],'
        '"prompts":[{"at_ms":3,"prompt":"welcome","to":"citizen"}],"transfers":[%s]'
        % (number, start.isoformat(timespec="microseconds"), end.isoformat(timespec="microseconds"),
           dice.randrange(10**8), dialled, "null" if none else wait, "null" if none else wait, length,
           "abandoned" if none else dice.choice(["caller-hung-up", "caller-hung-up", "released"]),
           "null" if none else quote(seat), "null" if none else quote(final),
           "true" if dice.random() < 0.01 else "false", group, ",".join(legs), keys, states, transfers))


def main():
    count, year, directory = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    dice = random.Random(20261121)
    start = datetime.datetime(year, 1, 1, microsecond=1, tzinfo=ZONE)
    step = (datetime.datetime(year + 1, 1, 1, tzinfo=ZONE) - start) / (count + 1)
    previous = "0" * 64
    with open(directory + "/cdr.jsonl", "w", encoding="utf-8") as out:
        for number in range(1, count + 1):
            line = record(number, start, dice)[1] + ',"seq":%d,"prev":"%s"' % (number, previous)
            previous = hashlib.sha256(line.encode()).hexdigest()
            out.write(line + ',"hash":"%s"}\n' % previous)
            start += step


main()
