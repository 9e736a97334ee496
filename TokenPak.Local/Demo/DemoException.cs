namespace TokenPak.Local.Demo;

/// <summary>The demo cannot go on: the message is the one line to print.</summary>
internal sealed class DemoException(string message) : Exception(message);
