namespace TokenPak.Local.Hosting;

/// <summary>Clients of the command line: one a command, straight to the address, through no proxy of the environment.</summary>
internal static class LocalHttp
{
    public static HttpClient CreateClient(Uri baseAddress, TimeSpan limit)
    {
        // A command's process has no container and lives for one conversation: no factory would pool anything for it.
#pragma warning disable RS0030
        return new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = baseAddress, Timeout = limit };
#pragma warning restore RS0030
    }
}
