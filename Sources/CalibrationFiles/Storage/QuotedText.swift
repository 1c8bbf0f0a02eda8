/// Text of a file as an error message may show it: short, without control characters.
func quoted(_ text: some Collection<UInt8>, limit: Int = 40) -> String {
  var shown = ""
  for scalar in String(decoding: text.prefix(limit), as: UTF8.self).unicodeScalars {
    let isPlain = scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value != 0xFFFD
    shown += isPlain ? String(scalar) : "?"
  }
  return "`\(shown)\(text.count > limit ? "…" : "")`"
}

/// A key of an archive as an error message may show it: to be typed, so not cut short.
func quotedKey(_ key: String) -> String {
  quoted(key.utf8, limit: 1000)
}
