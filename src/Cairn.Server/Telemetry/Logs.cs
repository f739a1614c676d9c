using Cairn.Server.Settings;
using Microsoft.Extensions.Logging.Console;

namespace Cairn.Server.Telemetry;

/// <summary>Lines for people on a terminal, one JSON object per line everywhere else.</summary>
internal static class Logs
{
    public static WebApplicationBuilder AddTo(WebApplicationBuilder builder, CairnSettings settings)
    {
        builder.Logging.ClearProviders();
        builder
            .Logging.AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Npgsql", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning);
        if (settings.IsForOneCommand)
        {
            // Stdout is the command's.
            builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true);
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            return builder;
        }
        if (Console.IsOutputRedirected)
            builder.Logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        else
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        return builder;
    }
}
