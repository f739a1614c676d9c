using Cairn.Events.Privacy;
using Cairn.Ingest.Mirror;
using Cairn.Ingest.Tests.Formats;
using Cairn.Ingest.Tests.Wire;
using Cairn.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Ingest.Tests.Mirror;

/// <summary>A Cairn that mirrors, and the vendor it mirrors to.</summary>
internal sealed class Both(FormatServer server, Mirrors mirrors) : IAsyncDisposable
{
    public static readonly MirrorOptions Quick = new() { BackOff = [TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5)] };

    private static readonly ProjectPrivacy _privacy = new(
        new RedactionPolicy(
            new Dictionary<Detector, RedactionAction>
            {
                [Detector.Email] = RedactionAction.Mask,
                [Detector.Card] = RedactionAction.Mask,
                [Detector.Secret] = RedactionAction.Mask,
            },
            DistinctIds: true,
            [],
            []
        ),
        ConsentPolicy.Default,
        new byte[32]
    );

    public FormatServer Server => server;

    public Mirrors Mirrors => mirrors;

    public MirrorCounts Counts => mirrors.CountsOf(Given.Project);

    public static async Task<Both> StartAsync(MirrorTarget target, MirrorOptions? options = null)
    {
        Mirrors? mirrors = null;
        var server = await FormatServer.StartAsync(mirrors: door =>
            mirrors = new Mirrors(
                _ => target,
                Given.StepsWith(_privacy),
                door.Accepted,
                options ?? Quick,
                TimeProvider.System,
                NullLogger<Mirrors>.Instance
            )
        );
        return new Both(server, mirrors!);
    }

    /// <summary>An event in PostHog's format.</summary>
    public async Task SendAsync() =>
        (
            await server.PostAsync(
                "/e/",
                new
                {
                    api_key = Door.Key,
                    @event = "a",
                    distinct_id = "ann",
                }
            )
        ).Status.ShouldBe(200);

    /// <summary>The request that came as the <paramref name="count"/>th.</summary>
    public async Task<Arrived> ArrivedAsync(VendorStandIn vendor, int count = 1)
    {
        await Eventually.TrueAsync(() => Counts.Failed > 0 || Counts.Sent >= count);
        Counts.LastFailure.ShouldBeNull();
        return vendor.Arrived[count - 1];
    }

    public async ValueTask DisposeAsync()
    {
        await mirrors.StopAsync(CancellationToken.None);
        mirrors.Dispose();
        await server.DisposeAsync();
    }
}
