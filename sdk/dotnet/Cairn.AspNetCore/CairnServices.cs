using Cairn.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cairn.AspNetCore;

/// <summary>Puts Cairn into an application.</summary>
public static class CairnServices
{
    /// <summary>Adds <see cref="CairnClient"/> and <see cref="CairnEvents"/>, one each. Reads the section <c>Cairn</c> of the configuration, then
    /// <paramref name="configure"/>. What is still to be sent goes out when the application ends.</summary>
    public static IServiceCollection AddCairn(this IServiceCollection services, Action<CairnOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<CairnOptions>().BindConfiguration("Cairn");
        if (configure is not null)
            options.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(MakeClient);
        services.TryAddSingleton<FindVisitor>();
        services.TryAddSingleton(provider => new CairnEvents(
            provider.GetRequiredService<CairnClient>(),
            provider.GetRequiredService<FindVisitor>()
        ));
        return services;
    }

    /// <summary>Captures requests from here on. Put it first, so that durations are whole and statuses are what clients see.</summary>
    /// <exception cref="InvalidOperationException"><c>AddCairn</c> was not called.</exception>
    /// <exception cref="ArgumentException">An option cannot be meant; the text names it.</exception>
    public static IApplicationBuilder UseCairn(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // Here, at the start, and not at the first request.
        var options = app.ApplicationServices.GetRequiredService<IOptions<CairnOptions>>().Value;
        if (options.Requests.SampleRate is not (>= 0 and <= 1))
            throw new ArgumentException("Cairn: SampleRate must be 0 to 1.", nameof(app));
        app.ApplicationServices.GetRequiredService<CairnClient>();
        return options.Client.Enabled ? app.UseMiddleware<CairnRequestCapture>() : app;
    }

    /// <summary>Requests of these endpoints are not captured.</summary>
    public static TBuilder WithCairnIgnored<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new CairnIgnoreAttribute()));
        return builder;
    }

    private static CairnClient MakeClient(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<CairnOptions>>().Value.Client;
        var log = new CairnLog(provider.GetRequiredService<ILogger<CairnClient>>());
        return new CairnClient(
            options with
            {
                OnLost = lost =>
                {
                    log.Lost(lost.Count, lost.Reason, lost.Detail);
                    options.OnLost?.Invoke(lost);
                },
                OnRejected = rejected =>
                {
                    log.Rejected(rejected.Event, rejected.Code, rejected.Message);
                    options.OnRejected?.Invoke(rejected);
                },
            }
        );
    }
}

/// <summary>What an operator should know. Neither says anything of properties or persons.</summary>
internal sealed partial class CairnLog(ILogger logger)
{
    [LoggerMessage(LogLevel.Warning, "{Count} events for Cairn are lost ({Reason}). {Detail}")]
    public partial void Lost(int count, LostReason reason, string? detail);

    [LoggerMessage(LogLevel.Warning, "Cairn refused an event {EventName} ({Code}). {Message}")]
    public partial void Rejected(string eventName, string code, string message);
}
