using MudBlazor;

namespace TokenPak.Dashboard.Components.Layout;

/// <summary>Colours and the system's own fonts: nothing is fetched from elsewhere.</summary>
internal static class TokenPakTheme
{
    public static readonly MudTheme Instance = new()
    {
        PaletteLight = new PaletteLight { Primary = "#0f766e", AppbarBackground = "#0f766e", Background = "#f6f7f8" },
        PaletteDark = new PaletteDark { Primary = "#2dd4bf", AppbarBackground = "#12302d" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"] },
        },
    };
}
