/// The arrays of an npy, npz or safetensors file.
struct ArrayFile: Sendable {
  let location: FileLocation
  /// In the order of the file; an npy file has one array, whose key is empty.
  ///
  /// An array that cannot be read is an error only when it is asked for.
  let entries: [Entry]

  struct Entry: Sendable {
    let key: String
    let array: Result<NumericArray, FileError>
  }

  init(location: FileLocation, entries: [Entry]) {
    self.location = location
    self.entries = entries
  }

  init(npy bytes: Bytes, path: String) throws(FileError) {
    location = FileLocation(path: path)
    entries = [Entry(key: "", array: .success(try NumericArray(npy: bytes, location: location)))]
  }

  init(npz bytes: Bytes, path: String) throws(FileError) {
    let location = FileLocation(path: path)
    let suffix = ".npy"
    let members = try ZipArchive(bytes, location: location).members
    self.location = location
    entries = members.filter { $0.name.hasSuffix(suffix) }.map { member in
      let key = String(member.name.dropLast(suffix.count))
      return Entry(
        key: key,
        array: Result { () throws(FileError) in
          try NumericArray(npy: member, location: location.array(key))
        }
      )
    }
    guard !entries.isEmpty else {
      if let foreign = ForeignFormat(membersNamed: members.map(\.name)) {
        throw location.badData("this is \(foreign.name), which is not read; \(foreign.fix)")
      }
      throw location.badData("the archive holds no npy arrays; write it with numpy.savez")
    }
  }

  init(safetensors bytes: Bytes, path: String) throws(FileError) {
    location = FileLocation(path: path)
    entries = try NumericArray.safetensors(bytes, location: location)
    guard !entries.isEmpty else {
      throw location.badData("the file holds no tensors; write it again")
    }
  }

  /// The keys with their shapes and types, for error messages.
  var listing: String {
    entries.map { entry in
      switch entry.array {
      case .success(let array): "\(quotedKey(entry.key)) \(array.shapeText) \(array.elementType)"
      case .failure: "\(quotedKey(entry.key)) (not readable)"
      }
    }.joined(separator: ", ")
  }
}
