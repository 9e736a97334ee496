namespace TokenPak.Telemetry.Retention;

/// <summary>Registers the deletion of old rows.</summary>
internal static class RetentionExtensions
{
    public static void AddRetention(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RowDeletion>();
        builder.Services.AddHostedService<RetentionService>();
    }
}
