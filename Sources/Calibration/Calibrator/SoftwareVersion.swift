/// The version of this software, as files and the command line state it.
public let softwareVersion = "0.1.0"
