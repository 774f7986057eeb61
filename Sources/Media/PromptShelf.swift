/// Control's side of the prompts in the ``SoundBank``: which recording stands at which place.
///
/// A recording that a new set replaces keeps its place until the set after that: whoever is hearing
/// it hears it to its end.
struct PromptShelf {
  private(set) var recordings: [[Int16]] = []
  private var places: [String: PromptID] = [:]
  private var replaced: [UInt16] = []
  private var edition: UInt32 = 0

  /// The prompt of that name; nil when there is none.
  subscript(name: String) -> PromptID? { places[name] }

  /// Takes the next set of prompts in.
  mutating func stock(_ prompts: [String: [Int16]]) {
    edition &+= 1
    var free = replaced
    replaced = []
    for (name, place) in places where prompts[name] != recordings[Int(place.index)] {
      places[name] = nil
      replaced.append(place.index)
    }
    for (name, recording) in prompts.sorted(by: { $0.key < $1.key }) where places[name] == nil {
      let index = free.popLast() ?? UInt16(recordings.count)
      if Int(index) == recordings.count {
        recordings.append(recording)
      } else {
        recordings[Int(index)] = recording
      }
      places[name] = PromptID(index: index, edition: edition)
    }
  }
}
