#!/usr/bin/env python3
"""Holds call records against SIPp's counters and message logs and against tshark's view.

usage: compare.py DIRECTORY BOX      (as bench/reconcile/run leaves it)
"""
import collections
import csv
import datetime
import glob
import json
import os
import re
import sys

work, box = sys.argv[1:3]
problems = []


def expect(right, what):
    if not right:
        problems.append(what)


class Dialog:
    """What the wire showed of one Call-ID; times are seconds since 1970."""

    def __init__(self):
        self.invite = self.ringing = self.answered = self.refused = self.end = None
        self.status = self.by = self.caller = self.number = self.ender = None


def wire():
    dialogs = collections.defaultdict(Dialog)
    for line in open(work + '/wire.tsv', encoding='utf-8'):
        time, source, method, status, cseq, call, caller, number = line.rstrip('\n').split('\t')
        time, dialog = float(time), dialogs[call]
        if method == 'INVITE' and dialog.invite is None:
            dialog.invite, dialog.by, dialog.caller, dialog.number = time, source, caller, number
        elif method in ('BYE', 'CANCEL') and dialog.end is None:
            dialog.end, dialog.ender = time, (method, source)
        elif status and cseq == 'INVITE':
            code = int(status)
            if 180 <= code < 190 and dialog.ringing is None:
                dialog.ringing = time
            elif code == 200 and dialog.answered is None:
                dialog.answered, dialog.status = time, code
            elif code >= 300 and dialog.refused is None:
                dialog.refused, dialog.status = time, code
    return {call: dialog for call, dialog in dialogs.items() if dialog.invite is not None}


def counters(name):
    with open('%s/%s.counters' % (work, name), encoding='utf-8') as file:
        last = list(csv.DictReader(file, delimiter=';'))[-1]
    return int(last['SuccessfulCall(C)']), int(last['FailedCall(C)'])


def messages(name):
    """The Call-IDs in SIPp's own message log."""
    path = '%s/%s.messages' % (work, name)
    if not os.path.exists(path):
        return set()
    return set(re.findall(r'^Call-ID: *(\S+)', open(path, encoding='utf-8', errors='replace').read(), re.M | re.I))


def moment(text):
    return datetime.datetime.fromisoformat(text).timestamp()


plan = {}
for line in open(work + '/plan'):
    kind, prefix, number, calls = line.split()
    plan[kind] = (prefix, number, int(calls))
dialogs = wire()
records = [json.loads(line) for line in open(work + '/records.jsonl', encoding='utf-8')]
inbound = {call for call, dialog in dialogs.items() if dialog.by != box}
worst = collections.Counter()


def near(name, recorded, seen, what):
    if (recorded is None) != (seen is None):
        return problems.append('%s: %s is %s in the record and %s on the wire' % (what, name, recorded, seen))
    if recorded is not None:
        worst[name] = max(worst[name], abs(recorded - seen))
        expect(abs(recorded - seen) < 1, '%s: %s is %.3f s off' % (what, name, recorded - seen))


def leg(part, start, kind, what):
    """One leg against its dialog."""
    dialog = dialogs.get(part['sip_call_id'])
    if dialog is None:
        return problems.append('%s: the wire has no dialog %s of leg %s' % (what, part['sip_call_id'], part['party']))

    def at(key):
        return None if part[key] is None else start + part[key] / 1000

    near('INVITE', at('started_ms'), dialog.invite, what)
    near('180', at('ringing_ms'), dialog.ringing, what + ' ' + part['party'])
    near('200', at('answered_ms'), dialog.answered, what + ' ' + part['party'])
    near('end', at('ended_ms'), dialog.end or dialog.refused, what + ' ' + part['party'])
    if part['party'] == 'citizen' and kind == 'unknown':
        return None
    if dialog.status == 486:
        expect(part['ending'] == 'busy', '%s: 486 is recorded as %s' % (what, part['ending']))
    elif dialog.ender:
        by_peer = dialog.ender[1] != box
        expect((part['ending'] == 'on-hook') == by_peer,
               '%s: %s of %s is recorded as %s' % (what, dialog.ender, part['party'], part['ending']))
    return dialog


ENDING = {'abandoned': 'abandoned', 'unknown': 'rejected-404'}
LEGS = {'answered': 2, 'transferred': 3, 'three-way': 3, 'busy': 3, 'abandoned': 2, 'unknown': 1}
seen = collections.Counter()
recorded = set()
for record in records:
    what = 'call %s' % record['id']
    kind = next((k for k, v in plan.items() if record['caller'].startswith(v[0])), None)
    expect(kind is not None, '%s: nobody called as %s' % (what, record['caller']))
    if kind is None:
        continue
    seen[kind] += 1
    what += ' (%s, %s)' % (kind, record['caller'])
    start = moment(record['start'])
    ids = [part['sip_call_id'] for part in record['legs']]
    expect(not recorded & set(ids) and len(set(ids)) == len(ids), '%s: a dialog is in two legs' % what)
    recorded |= set(ids)
    first = dialogs.get(ids[0])
    if first is None:
        problems.append('%s: the wire has no dialog %s' % (what, ids[0]))
        continue
    expect(first.caller == record['caller'], '%s: the wire has the caller %s' % (what, first.caller))
    expect(first.number == record['dialled'] == plan[kind][1], '%s: dialled %s' % (what, record['dialled']))
    for part in record['legs']:
        leg(part, start, kind, what)
    expect(len(ids) == LEGS[kind], '%s: %d legs' % (what, len(ids)))
    expect(record['ending'] == ENDING.get(kind, 'caller-hung-up'), '%s: ended as %s' % (what, record['ending']))
    outcomes = [part['outcome'] for part in record['transfers']]
    expect(outcomes == {'transferred': ['connected'], 'three-way': ['connected'], 'busy': ['busy']}.get(kind, []),
           '%s: transfers %s' % (what, outcomes))
    if kind in ('transferred', 'three-way'):
        target = dialogs.get(ids[-1])
        expect(target is not None and target.answered is not None, '%s: the wire has no answer of the target' % what)

print('%-12s %8s %8s %8s %8s %8s' % ('', 'planned', 'SIPp', 'failed', 'tshark', 'records'))
for kind, (prefix, number, calls) in plan.items():
    good, bad = counters(kind)
    on_wire = [d for d in dialogs.values() if d.by != box and (d.caller or '').startswith(prefix)]
    print('%-12s %8d %8d %8d %8d %8d' % (kind, calls, good, bad, len(on_wire), seen[kind]))
    expect(calls == good == len(on_wire) == seen[kind] and bad == 0, '%s: the counts differ' % kind)
    logged = messages(kind)
    expect(logged == {c for c in inbound if (dialogs[c].caller or '').startswith(prefix)},
           '%s: SIPp and tshark have other Call-IDs' % kind)
for name in ('plain', 'moving', 'adding', 'futile', 'silent', 'police', 'engaged'):
    lost = messages(name) - set(dialogs)
    expect(not lost, '%s: %d dialogs of SIPp are not on the wire' % (name, len(lost)))
expect(recorded == set(dialogs), '%d dialogs on the wire are in no record, %d legs are not on the wire'
       % (len(set(dialogs) - recorded), len(recorded - set(dialogs))))
print('%d records, %d legs, %d dialogs on the wire, %d SIPp logs' % (
    len(records), len(recorded), len(dialogs), len(glob.glob(work + '/*.messages'))))
print('record against wire, worst: ' + ', '.join('%s %.1f ms' % (k, v * 1000) for k, v in worst.items()))
for problem in problems[:20]:
    print('  ' + problem)
print('all records agree' if not problems else '%d disagreements' % len(problems))
sys.exit(1 if problems else 0)
