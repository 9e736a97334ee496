namespace TokenPak.Local.Hosting;

/// <summary>Names the file of the admin token in the log, never the token.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Made">Whether this start made it.</param>
internal sealed partial record AdminTokenNotice(string File, bool Made)
{
    internal sealed partial class Writer(AdminTokenNotice notice, ILogger<AdminTokenNotice> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (notice.Made) LogMade(notice.File);
            else LogKept(notice.File);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "An admin token was made; it is in {File}")]
        private partial void LogMade(string file);

        [LoggerMessage(EventId = 5003, Level = LogLevel.Information, Message = "The admin token is in {File}")]
        private partial void LogKept(string file);
    }
}
