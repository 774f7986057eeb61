import Testing

@testable import Records
@testable import Switchboard

@Suite struct PendingRecordsTests {
  @Test func onlyTheNewestSnapshotOfACallWaits() {
    var pending = PendingRecords(limit: 10)
    var newer = Sample.open(1)
    newer.finalReceiver = "2001"
    #expect(pending.add(Sample.open(1)) == .kept)
    #expect(pending.add(Sample.open(2)) == .kept)
    #expect(pending.add(newer) == .kept)
    #expect(pending.take() == [newer, Sample.open(2)])
    #expect(pending.take() == [])
  }

  @Test func lastWordsTakeTheRoomOfSnapshots() {
    var pending = PendingRecords(limit: 3)
    for number in 1...3 { #expect(pending.add(Sample.open(number)) == .kept) }
    #expect(pending.add(Sample.open(4)) == .snapshotDropped)
    #expect(pending.add(Sample.closed(5)) == .snapshotDropped)
    #expect(pending.add(Sample.closed(2)) == .kept)
    #expect(pending.add(Sample.closed(6)) == .snapshotDropped)
    #expect(pending.count == 3)
    #expect(pending.add(Sample.closed(7)) == .lost)
    #expect(Set(pending.take().map(\.id)) == Set([2, 5, 6].map(Sample.id)))
  }

  @Test func aCallThatEndedSaysNothingMore() {
    var pending = PendingRecords(limit: 3)
    #expect(pending.add(Sample.closed(1)) == .kept)
    #expect(pending.add(Sample.open(1)) == .late)
    _ = pending.take()
    #expect(pending.add(Sample.closed(1)) == .late)
  }

  @Test func whatComesBackGivesWayToWhatIsNewer() {
    var pending = PendingRecords(limit: 3)
    _ = pending.add(Sample.open(1))
    _ = pending.add(Sample.closed(2))
    let batch = pending.take()
    _ = pending.add(Sample.closed(1))
    _ = pending.add(Sample.open(3))
    _ = pending.add(Sample.closed(4))
    // Three wait; the last word of call 2 takes the room of the snapshot of call 3.
    #expect(pending.restore(batch) == 0)
    #expect(Set(pending.take().map(\.id)) == Set([1, 2, 4].map(Sample.id)))
  }

  @Test func theMemoryOfEndedCallsIsBounded() {
    var pending = PendingRecords(limit: 100)
    for number in 1...9000 {
      #expect(pending.add(Sample.closed(number)) == .kept)
      _ = pending.take()
    }
    #expect(pending.add(Sample.closed(9000)) == .late)
    #expect(pending.add(Sample.closed(1)) == .kept)
  }
}
