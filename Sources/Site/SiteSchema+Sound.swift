internal import Routing

enum BellKeys {
  static let device = SchemaKey(
    .bell, "device", ValueKind<String>.soundDevice, .required, sample: "default",
    "The sound card that rings, by ALSA's name for it; see liandong sound list.")
  static let platform = SchemaKey(
    .bell, "platform", ValueKind<String>.name, .words("every desk"), sample: "110",
    "The desk for whose calls it rings: new ones, and those that another desk asks it to take.")

  static let rows = [device.row, platform.row]
}
