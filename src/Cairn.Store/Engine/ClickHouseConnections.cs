using Cairn.Store.ClickHouse;

namespace Cairn.Store.Engine;

/// <summary>The connections to one ClickHouse: those of the clients handed out, and a probe over the same.</summary>
internal sealed class ClickHouseConnections : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxConnectionsPerServer = 64,
        }
    )
    {
        // Every question carries a limit of its own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public ClickHouseClient CreateClient(Func<ClickHouseAddress> address, long maxQueryMemoryBytes = long.MaxValue) =>
        new(_http, address, maxQueryMemoryBytes);

    /// <summary>Does it answer, and does it know our password? A bare ping would not do: another process may hold the port.</summary>
    /// <returns>Null when it does; otherwise why not.</returns>
    public async Task<string?> ProbeAsync(ClickHouseAddress address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address.Url) { Content = new StringContent("SELECT 1") };
        request.Headers.TryAddWithoutValidation("X-ClickHouse-User", address.User);
        request.Headers.TryAddWithoutValidation("X-ClickHouse-Key", address.Password);
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = (await response.Content.ReadAsStringAsync(cancellationToken)).Trim();
        return answer == "1" ? null : $"It answers {(int)response.StatusCode}: {(answer.Length > 300 ? answer[..300] : answer)}";
    }

    /// <summary>Closes all connections; what still runs over them fails.</summary>
    public void Dispose() => _http.Dispose();
}
