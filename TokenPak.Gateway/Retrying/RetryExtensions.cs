namespace TokenPak.Gateway.Retrying;

internal static class RetryExtensions
{
    public static void AddRetrying(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RetryOptions>().BindConfiguration(RetryOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RetryBudget>();
    }
}
