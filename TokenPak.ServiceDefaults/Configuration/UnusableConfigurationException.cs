namespace TokenPak.ServiceDefaults.Configuration;

/// <summary>A service cannot start for a reason that its operator can mend: the message is the one line to print.</summary>
public sealed class UnusableConfigurationException(string message) : InvalidOperationException(message);
