using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cairn.Store.ClickHouse;

/// <summary>Bounds on one question. Whatever passes them fails with a <see cref="ClickHouseException"/> and costs no more.</summary>
/// <param name="QueryId">Names the question in ClickHouse, so that it can be cancelled; one is made when null.</param>
public sealed record QueryLimits(TimeSpan MaxTime, long MaxMemoryBytes, long MaxResultRows, string? QueryId = null)
{
    /// <summary>30 s, 1 GB, 1 M result rows: a person waits for it.</summary>
    public static QueryLimits Interactive { get; } = new(TimeSpan.FromSeconds(30), 1_000_000_000, 1_000_000);
}

/// <summary>Speaks ClickHouse's HTTP protocol to one server. Safe for many callers at once.</summary>
/// <param name="http">Pooled connections; no base address needed.</param>
/// <param name="address">Asked on every call, since an embedded engine may come back on another port after a crash.</param>
/// <param name="maxQueryMemoryBytes">No question gets more memory than this, whatever its limits say: a server's own bound on the total is overshot
/// when single questions come near it.</param>
public sealed class ClickHouseClient(HttpClient http, Func<ClickHouseAddress> address, long maxQueryMemoryBytes = long.MaxValue)
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The database that holds Cairn's tables.</summary>
    public string Database => address().Database;

    /// <summary>Runs a SELECT and returns all rows. Read only; cancelled in ClickHouse when <paramref name="cancellationToken"/> is.</summary>
    /// <exception cref="ClickHouseException">ClickHouse refused or gave up.</exception>
    /// <exception cref="ClickHouseUnavailableException">It could not be reached.</exception>
    public Task<ClickHouseRows> QueryAsync(Sql sql, QueryLimits limits, CancellationToken cancellationToken) =>
        QueryAsync(QueryText.Of(sql), limits, cancellationToken);

    /// <inheritdoc cref="QueryAsync(Sql, QueryLimits, CancellationToken)" />
    public Task<ClickHouseRows> QueryAsync(QueryText query, QueryLimits limits, CancellationToken cancellationToken) =>
        QueryDuration.MeasureAsync(() => AskAsync(query, limits, cancellationToken));

    /// <summary>Runs a SELECT and hands its rows on as ClickHouse writes them; dispose to end it. Nothing is held back: a failure after the first rows shows as
    /// <see cref="StreamedAnswer.CopyToAsync"/> says.</summary>
    /// <param name="format">ClickHouse's name of an output format.</param>
    /// <exception cref="ClickHouseException">ClickHouse refused before the first row.</exception>
    /// <exception cref="ClickHouseUnavailableException">It could not be reached.</exception>
    public async Task<StreamedAnswer> StreamAsync(QueryText query, string format, QueryLimits limits, CancellationToken cancellationToken)
    {
        var url = ReadUrl(query, limits, $"default_format={Uri.EscapeDataString(format)}&http_write_exception_in_output_format=0");
        return new StreamedAnswer(await SendAsync(url, QueryContent(query.Text, query.Parameters), cancellationToken));
    }

    /// <summary>Reads a file in one format and hands its rows on in another; dispose to end it. ClickHouse holds the file in memory meanwhile.</summary>
    /// <param name="columns">Those to read, by the file's names.</param>
    /// <exception cref="ClickHouseException">ClickHouse cannot read it.</exception>
    public async Task<StreamedAnswer> StreamTableAsync(
        Stream file,
        string inputFormat,
        IReadOnlyList<(string Name, string Type)> columns,
        string outputFormat,
        QueryLimits limits,
        CancellationToken cancellationToken
    )
    {
        Sql all = $"SELECT {Sql.Join(", ", columns.Select(c => Sql.Identifier(c.Name)))} FROM uploaded";
        return await StreamTableAsync(QueryText.Of(all), file, inputFormat, columns, outputFormat, limits, cancellationToken);
    }

    /// <summary>The same with a question of one's own about the file.</summary>
    /// <param name="query">Reads the table <c>uploaded</c>.</param>
    public async Task<StreamedAnswer> StreamTableAsync(
        QueryText query,
        Stream file,
        string inputFormat,
        IReadOnlyList<(string Name, string Type)> columns,
        string outputFormat,
        QueryLimits limits,
        CancellationToken cancellationToken
    )
    {
        var format =
            $"default_format={Uri.EscapeDataString(outputFormat)}&http_write_exception_in_output_format=0&date_time_output_format=iso";
        return new StreamedAnswer(await SendTableAsync(query, file, inputFormat, columns, format, limits, cancellationToken));
    }

    /// <summary>Asks a question about a file, as the table <c>uploaded</c>. ClickHouse holds the file in memory meanwhile.</summary>
    /// <param name="columns">Those to read, by the file's names.</param>
    /// <exception cref="ClickHouseException">ClickHouse cannot read it.</exception>
    public async Task<ClickHouseRows> QueryTableAsync(
        QueryText query,
        Stream file,
        string inputFormat,
        IReadOnlyList<(string Name, string Type)> columns,
        QueryLimits limits,
        CancellationToken cancellationToken
    )
    {
        const string Format = "wait_end_of_query=1&default_format=JSONCompact";
        using var response = await SendTableAsync(query, file, inputFormat, columns, Format, limits, cancellationToken);
        return await ReadRowsAsync(response, query, cancellationToken);
    }

    private Task<HttpResponseMessage> SendTableAsync(
        QueryText query,
        Stream file,
        string inputFormat,
        IReadOnlyList<(string Name, string Type)> columns,
        string format,
        QueryLimits limits,
        CancellationToken cancellationToken
    )
    {
        var structure = string.Join(", ", columns.Select(c => $"{Sql.Identifier(c.Name)} {c.Type}"));
        var url = ReadUrl(
            query,
            limits,
            $"{format}&output_format_json_quote_64bit_integers=0"
                + $"&uploaded_format={Uri.EscapeDataString(inputFormat)}&uploaded_structure={Uri.EscapeDataString(structure)}"
        );
        var form = QueryContent(query.Text, query.Parameters);
        form.Add(new StreamContent(file), "uploaded", "uploaded");
        return SendAsync(url, form, cancellationToken);
    }

    private async Task<ClickHouseRows> AskAsync(QueryText query, QueryLimits limits, CancellationToken cancellationToken)
    {
        const string Format = "wait_end_of_query=1&default_format=JSONCompact&output_format_json_quote_64bit_integers=0";
        using var response = await SendAsync(ReadUrl(query, limits, Format), QueryContent(query.Text, query.Parameters), cancellationToken);
        return await ReadRowsAsync(response, query, cancellationToken);
    }

    private static async Task<ClickHouseRows> ReadRowsAsync(
        HttpResponseMessage response,
        QueryText query,
        CancellationToken cancellationToken
    )
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        return new ClickHouseRows(document.RootElement.Clone(), query.Shown);
    }

    private string ReadUrl(QueryText query, QueryLimits limits, string format)
    {
        var url = new StringBuilder("/?").Append(format).Append("&readonly=1");
        url.Append("&cancel_http_readonly_queries_on_client_close=1&session_timezone=UTC");
        url.Append("&query_id=").Append(Uri.EscapeDataString(limits.QueryId ?? Guid.CreateVersion7().ToString("N")));
        url.Append("&max_execution_time=").Append(limits.MaxTime.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        var memory = Math.Min(limits.MaxMemoryBytes, maxQueryMemoryBytes);
        url.Append("&max_memory_usage=").Append(memory);
        url.Append("&max_bytes_before_external_group_by=").Append(memory / 3);
        url.Append("&max_bytes_before_external_sort=").Append(memory / 3);
        url.Append("&max_result_rows=").Append(limits.MaxResultRows);
        return url.Append(query.Settings).ToString();
    }

    /// <summary>Runs a SELECT of integer columns and hands over its blocks as they come, nothing held back. Read only; cancelled in ClickHouse when
    /// <paramref name="cancellationToken"/> is.</summary>
    /// <returns>The number of rows handed over.</returns>
    /// <exception cref="ClickHouseException">ClickHouse refused or gave up, maybe after the first blocks.</exception>
    /// <exception cref="ClickHouseUnavailableException">It could not be reached.</exception>
    public Task<long> ReadBlocksAsync(Sql sql, QueryLimits limits, Action<NativeColumns> take, CancellationToken cancellationToken) =>
        QueryDuration.MeasureAsync(async () =>
        {
            var query = QueryText.Of(sql);
            using var response = await SendAsync(
                ReadUrl(query, limits, "default_format=Native&http_write_exception_in_output_format=0&max_block_size=65536"),
                QueryContent(query.Text, query.Parameters),
                cancellationToken
            );
            try
            {
                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                var blocks = new NativeBlocks(body);
                long rows = 0;
                while (await blocks.NextAsync(cancellationToken) is { } block)
                {
                    rows += block.Rows;
                    take(block);
                }

                return rows;
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                throw new ClickHouseUnavailableException("The answer broke off: " + e.Message, e);
            }
        });

    /// <summary>Runs one statement that returns nothing: DDL, ALTER, SYSTEM, INSERT … SELECT.</summary>
    public async Task ExecuteAsync(Sql sql, TimeSpan timeout, CancellationToken cancellationToken, string settings = "")
    {
        var (text, parameters) = sql.Render();
        var seconds = timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        using var response = await SendAsync(
            $"/?wait_end_of_query=1&session_timezone=UTC&max_execution_time={seconds}{settings}",
            QueryContent(text, parameters),
            cancellationToken
        );
    }

    /// <summary>Makes <see cref="Database"/> when it is missing.</summary>
    public async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        Sql sql = $"CREATE DATABASE IF NOT EXISTS {Sql.Identifier(Database)}";
        using var response = await SendAsync(
            "/?wait_end_of_query=1",
            QueryContent(sql.Render().Text, []),
            cancellationToken,
            inDatabase: false
        );
    }

    /// <summary>Sends rows in ClickHouse's Native format. Returns when they are on disk (the server's merge-tree settings fsync).</summary>
    /// <param name="table">One of Cairn's own tables.</param>
    /// <param name="body">Blocks in Native format.</param>
    /// <param name="queryId">Names the insert, so that a successor can find out whether it still runs.</param>
    public async Task InsertNativeAsync(string table, ReadOnlyMemory<byte> body, string queryId, CancellationToken cancellationToken)
    {
        var query = Uri.EscapeDataString($"INSERT INTO {table} FORMAT Native");
        using var content = new ReadOnlyMemoryContent(body);
        using var response = await SendAsync(
            $"/?wait_end_of_query=1&async_insert=0&insert_deduplicate=0&max_partitions_per_insert_block=0&input_format_try_infer_dates=0&input_format_try_infer_datetimes=0&query_id={Uri.EscapeDataString(queryId)}&query={query}",
            content,
            cancellationToken
        );
    }

    /// <summary>Sends a whole table in Native format, however long. Returns when it is on disk; a part of it may be there when it throws.</summary>
    /// <param name="table">One of Cairn's own tables.</param>
    public async Task ImportNativeAsync(string table, Stream rows, CancellationToken cancellationToken)
    {
        var query = Uri.EscapeDataString($"INSERT INTO {table} FORMAT Native");
        using var content = new StreamContent(rows, 1 << 20);
        using var response = await SendAsync(
            $"/?wait_end_of_query=1&async_insert=0&insert_deduplicate=0&max_partitions_per_insert_block=0&input_format_try_infer_dates=0&input_format_try_infer_datetimes=0&query={query}",
            content,
            cancellationToken
        );
    }

    private async Task<HttpResponseMessage> SendAsync(
        string pathAndQuery,
        HttpContent content,
        CancellationToken cancellationToken,
        bool inDatabase = true
    )
    {
        HttpResponseMessage? response = null;
        try
        {
            var target = address();
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(target.Url, pathAndQuery)) { Content = content };
            request.Headers.TryAddWithoutValidation("X-ClickHouse-User", target.User);
            request.Headers.TryAddWithoutValidation("X-ClickHouse-Key", target.Password);
            if (inDatabase)
                request.Headers.TryAddWithoutValidation("X-ClickHouse-Database", target.Database);
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK && !response.Headers.Contains("X-ClickHouse-Exception-Code"))
                return response;
            var message = await response.Content.ReadAsStringAsync(cancellationToken);
            var code = ErrorCode(response.Headers, message);
            response.Dispose();
            throw new ClickHouseException(code, message.Trim());
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            throw new ClickHouseUnavailableException("ClickHouse did not answer: " + e.Message, e);
        }
    }

    /// <summary>Query and parameters as a form, so that neither is bounded by the length of a URL.</summary>
    private static MultipartFormDataContent QueryContent(string text, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var form = new MultipartFormDataContent { { Part(text), "query" } };
        foreach (var (name, value) in parameters)
            form.Add(Part(value), "param_" + name);
        return form;

        static ByteArrayContent Part(string value) => new(_utf8.GetBytes(value));
    }

    private static int ErrorCode(HttpResponseHeaders headers, string message)
    {
        if (
            headers.TryGetValues("X-ClickHouse-Exception-Code", out var values)
            && int.TryParse(values.First(), CultureInfo.InvariantCulture, out var code)
        )
            return code;
        // "Code: 159. DB::Exception: …"
        var start = message.IndexOf("Code: ", StringComparison.Ordinal);
        if (start < 0)
            return 0;
        var digits = message.AsSpan(start + 6);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture, out code) ? code : 0;
    }
}
