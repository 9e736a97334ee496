namespace TokenPak.Local.Hosting;

/// <summary>The process cannot start, for a reason that its user can mend: the message is the one line to print.</summary>
internal sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
