using Microsoft.Extensions.Options;
using TokenPak.Contracts;

namespace TokenPak.Gateway.Budgets;

internal static class BudgetExtensions
{
    public static void AddBudgets(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<BudgetOptions>().BindConfiguration(BudgetOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<BudgetOptions>, BudgetOptionsValidator>();
        services.AddSingleton<BudgetLedger>();
        services.AddSingleton<Budget>();
        services.AddSingleton<BudgetRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<BudgetRecorder>());
        if (builder.Configuration.GetConnectionString(ResourceNames.Cache) is { Length: > 0 } connection)
        {
            services.AddSingleton<IBudgetStore>(provider => new RedisBudgetStore(connection, provider.GetRequiredService<BudgetLedger>(), provider.GetRequiredService<ILogger<RedisBudgetStore>>()));
        }
        else
        {
            services.AddSingleton<IBudgetStore, FileBudgetStore>();
        }
    }
}
