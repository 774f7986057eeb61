/// A record in the columns of Asterisk's `cdr_csv` (`Master.csv`), for tools that know only that.
///
/// One call stays one row, however many transfers it had; the last receiver is `dstchannel`.
struct AsteriskRecord {
  let time: SiteTime

  /// `accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,`
  /// `duration,billsec,disposition,amaflags,uniqueid,userfield`.
  func row(_ record: JSONValue) -> String {
    func text(_ key: String) -> String { record[key: key].plain ?? "" }
    let (id, caller, target) = (text("id"), text("caller"), text("final_receiver"))
    let duration = record[key: "duration_ms"].integer ?? 0
    let talking = record[key: "talking_ms"].integer
    let started = SiteTime.moment(of: text("start"))
    func moment(_ milliseconds: Int64?) -> String {
      guard let started, let milliseconds else { return "" }
      return String(time.text(started + milliseconds * 1000).prefix(19)).replacing("T", with: " ")
    }
    let cells = [
      "", caller, text("dialled"), text("source"), "\"\(caller)\" <\(caller)>",
      "PJSIP/\(text("source"))-\(id.suffix(8))",
      target.isEmpty ? "" : "PJSIP/\(target)-\(id.suffix(8))",
      target.isEmpty ? "" : "Dial", target.isEmpty ? "" : "PJSIP/\(target)",
      moment(0), moment(talking), moment(duration),
    ]
    let numbers = [String(duration / 1000), String(talking.map { (duration - $0) / 1000 } ?? 0)]
    let last = [Self.disposition(text("ending"), talking), "DOCUMENTATION", id, text("ending")]
    // cdr_csv quotes every text and no number.
    return
      (cells.map(CSVText.quoted) + numbers + last.map(CSVText.quoted)).joined(separator: ",") + "\n"
  }

  private static func disposition(_ ending: String, _ talking: Int64?) -> String {
    if talking != nil { return "ANSWERED" }
    switch ending {
    case "rejected-486", "rejected-600": return "BUSY"
    case _ where ending.hasPrefix("rejected"): return "FAILED"
    default: return "NO ANSWER"
    }
  }
}
