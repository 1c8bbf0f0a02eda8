/// The formats that input files have, distinguished by their first bytes.
enum InputFormat: Hashable, Sendable {
  case npy, npz, safetensors, gzip, text

  /// - Throws: ``FileError`` when the file is of a known format that is not read, or its name
  ///   promises another format than it has.
  init(_ bytes: Bytes, path: String) throws(FileError) {
    let location = FileLocation(path: path)
    let name = path.lowercased()
    if bytes.starts(with: NpyHeader.magic) {
      self = .npy
    } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
      || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      self = .npz
    } else if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if name.hasSuffix(".safetensors")
      || (bytes.integer(at: 7, as: UInt8.self) == 0
        && bytes.integer(at: 8, as: UInt8.self) == UInt8(ascii: "{"))
    {
      self = .safetensors
    } else if name.hasSuffix(".npy") {
      throw location.badData("this is no npy file; write it with numpy.save")
    } else if name.hasSuffix(".npz") {
      throw location.badData("this is no npz archive; write it with numpy.savez")
    } else {
      if let foreign = ForeignFormat(bytes) {
        throw location.badData("this is \(foreign.name), which is not read; \(foreign.fix)")
      }
      self = .text
    }
  }
}
