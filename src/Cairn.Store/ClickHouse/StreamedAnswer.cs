namespace Cairn.Store.ClickHouse;

/// <summary>Rows on their way out of ClickHouse. Disposing it before the end cancels the question.</summary>
public sealed class StreamedAnswer : IDisposable
{
    private readonly HttpResponseMessage _response;

    internal StreamedAnswer(HttpResponseMessage response) => _response = response;

    /// <summary>Copies all bytes, as they come; never more than a buffer is held.</summary>
    /// <exception cref="ClickHouseUnavailableException">ClickHouse failed on the way: what was copied is not the whole answer.</exception>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await _response.Content.ReadAsStreamAsync(cancellationToken);
            await body.CopyToAsync(target, cancellationToken);
        }
        // ClickHouse breaks the chunked body off, so that a half answer cannot be taken for a whole one.
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new ClickHouseUnavailableException("ClickHouse broke its answer off: " + e.Message, e);
        }
    }

    public void Dispose() => _response.Dispose();
}
