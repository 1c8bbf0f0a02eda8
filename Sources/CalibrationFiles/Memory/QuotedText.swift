/// Text of a file as an error message may show it: short, without control characters.
func quoted(_ text: some Collection<UInt8>) -> String {
  let limit = 40
  var shown = ""
  for scalar in String(decoding: text.prefix(limit), as: UTF8.self).unicodeScalars {
    let isPlain = scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value != 0xFFFD
    shown += isPlain ? String(scalar) : "?"
  }
  return "`\(shown)\(text.count > limit ? "…" : "")`"
}
