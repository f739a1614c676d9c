using Cairn.Server.Settings;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cairn.Server.Telemetry;

/// <summary>Sends traces, metrics and logs to a collector, only when OTEL_EXPORTER_OTLP_ENDPOINT names one; the exporter reads the other OTEL_ variables
/// itself. Runs from construction to disposal.</summary>
internal sealed class OpenTelemetryExport : IDisposable
{
    private readonly TracerProvider _traces = Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(Describe)
        .AddSource("Cairn*", "Microsoft.AspNetCore")
        .AddOtlpExporter()
        .Build();

    private readonly MeterProvider _metrics = Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(Describe)
        .AddMeter("Cairn*", "System.Runtime")
        .AddOtlpExporter()
        .Build();

    public static WebApplicationBuilder AddTo(WebApplicationBuilder builder, CairnSettings settings)
    {
        if (settings.OtlpEndpoint is null)
            return builder;
        builder.Services.AddSingleton<OpenTelemetryExport>();
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(ResourceBuilder.CreateDefault().AddService("cairn"));
            logs.AddOtlpExporter();
        });
        return builder;
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private static void Describe(ResourceBuilder resource) => resource.AddService("cairn");
}
