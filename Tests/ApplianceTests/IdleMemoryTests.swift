import Glibc
import Testing

@testable import Appliance
@testable import Media

@Suite struct IdleMemoryTests {
  @Test func onlyMuchMoreThanTheLeastIsTooMuch() {
    var memory = IdleMemory()
    let more = IdleMemory.allowance + 1
    var answers = [100_000, 100_000 + IdleMemory.allowance, 100_000 + more].map {
      memory.isTooMuch($0)
    }
    #expect(answers == [false, false, true])
    // What could not be given back is needed.
    memory.gaveBack(leaving: 90_000 + more)
    answers = [90_000 + more, 50_000, 50_000 + more].map { memory.isTooMuch($0) }
    #expect(answers == [false, false, true])
  }

  /// As after a flood of calls: nearly everything is free, but hardly ever a whole stretch of it.
  @Test func freeMemoryIsGivenBackAlsoWhereMemoryIsLocked() {
    let wasLocked = RealTime.lockMemory()
    defer { if wasLocked { munlockall() } }
    let used = ProcessMemory.heapKiB
    var blocks: [UnsafeMutableRawPointer] = []
    for _ in 0..<100_000 {
      let block = UnsafeMutableRawPointer.allocate(byteCount: 2_000, alignment: 16)
      memset(block, 1, 2_000)
      blocks.append(block)
    }
    let high = ProcessMemory.residentKiB
    #expect(ProcessMemory.heapKiB - used > 190_000)
    for (index, block) in blocks.enumerated() where index % 100 != 0 { block.deallocate() }
    defer { for index in stride(from: 0, to: blocks.count, by: 100) { blocks[index].deallocate() } }
    #expect(ProcessMemory.heapKiB - used < 100_000)
    ProcessMemory.giveBackFree()
    #expect(high - ProcessMemory.residentKiB > 100_000)
  }
}
