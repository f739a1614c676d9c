using System.Data.Common;
using System.Net.Sockets;
using System.Text.Json;
using Cairn.Events;
using Cairn.Query.Running;
using Cairn.Store.ClickHouse;
using Npgsql;

namespace Cairn.Server.Problems;

/// <summary>The one place that turns an exception into an error answer.</summary>
internal static class ProblemOf
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(2);

    /// <returns>Null for what nobody foresaw: the caller logs it and answers 500.</returns>
    public static (Problem Problem, TimeSpan? RetryAfter)? Exception(Exception exception) =>
        exception switch
        {
            ClickHouseException { IsTimeout: true } => (
                new Problem(
                    504,
                    "query_timeout",
                    "The question took too long.",
                    "Ask for a shorter range, fewer breakdowns, or filter more."
                ),
                null
            ),
            ClickHouseException { IsTooMuch: true } => (
                new Problem(
                    422,
                    "query_too_large",
                    "The question needs more than it may.",
                    "Ask for a shorter range, fewer breakdowns, or filter more."
                ),
                null
            ),
            ClickHouseException { IsTransient: true } or ClickHouseUnavailableException or QuestionsBusyException => (
                new Problem(
                    503,
                    "store_unavailable",
                    "The event store is away or busy.",
                    "Try again in a moment. Events are still accepted."
                ),
                _soon
            ),
            BadHttpRequestException { StatusCode: 413 } => (
                new Problem(413, "body_too_large", "The request body is too large.", "Send it in smaller parts."),
                null
            ),
            BadHttpRequestException { StatusCode: 415 } => (
                new Problem(415, "unsupported_media_type", "The body is not JSON.", "Send it with Content-Type: application/json."),
                null
            ),
            BadHttpRequestException { InnerException: JsonException json } => (InvalidJson(json), null),
            BadHttpRequestException bad => (new Problem(bad.StatusCode, "bad_request", "The request cannot be read.", bad.Message), null),
            JsonException json => (InvalidJson(json), null),
            _ when IsWorkspaceAway(exception) => (
                new Problem(
                    503,
                    "workspace_unavailable",
                    "Accounts and settings are away or busy.",
                    "Try again in a moment. Events are still accepted."
                ),
                _soon
            ),
            _ => null,
        };

    private static Problem InvalidJson(JsonException json) =>
        new(
            400,
            "invalid_json",
            "The body is not valid JSON.",
            json.LineNumber is { } line ? $"The fault is in line {line + 1}, byte {json.BytePositionInLine + 1}." : null,
            json.Path is { Length: > 1 } path ? [new(Pointer(path), "invalid_json", "This value cannot be read.")] : null
        );

    /// <summary><c>$.series[0].measure</c> → <c>/series/0/measure</c>, as far as the reader's paths are plain.</summary>
    private static string Pointer(string path) => path.Replace("$", "").Replace("[", "/").Replace("]", "").Replace(".", "/");

    /// <summary>EF wraps what Npgsql throws once or twice.</summary>
    private static bool IsWorkspaceAway(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is PostgresException postgres)
                return postgres.IsTransient || postgres.SqlState.StartsWith("57", StringComparison.Ordinal);
            if (e is NpgsqlException or DbException && e.InnerException is IOException or SocketException or TimeoutException or null)
                return true;
        }
        return false;
    }
}
