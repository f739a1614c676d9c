using System.Net.Http.Headers;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Engine;

/// <summary>Does a ClickHouse answer, and does it know our password? A bare ping would not do: another process may hold the port.</summary>
internal sealed class ClickHouseProbe : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) });

    /// <summary>Null when it does; otherwise why not.</summary>
    public async Task<string?> AskAsync(ClickHouseAddress address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address.Url) { Content = new StringContent("SELECT 1") };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        request.Headers.TryAddWithoutValidation("X-ClickHouse-User", address.User);
        request.Headers.TryAddWithoutValidation("X-ClickHouse-Key", address.Password);
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = (await response.Content.ReadAsStringAsync(cancellationToken)).Trim();
        return answer == "1" ? null : $"It answers {(int)response.StatusCode}: {(answer.Length > 300 ? answer[..300] : answer)}";
    }

    public void Dispose() => _http.Dispose();
}
