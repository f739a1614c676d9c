namespace Cairn.Store.ClickHouse;

/// <summary>ClickHouse answered with an error. <see cref="Code"/> is its own number.</summary>
public sealed class ClickHouseException(int code, string message) : Exception(message)
{
    /// <summary>ClickHouse's error number, e.g. 159; 0 when the answer carried none.</summary>
    public int Code { get; } = code;

    /// <summary>The question took longer than it may (TIMEOUT_EXCEEDED, TOO_SLOW).</summary>
    public bool IsTimeout => Code is 159 or 160;

    /// <summary>The question needs more than it may: rows, bytes, memory, result rows.</summary>
    public bool IsTooMuch => Code is 158 or 241 or 307 or 396;

    /// <summary>The store is busy or on its way up or down: the same call may work in a moment.</summary>
    public bool IsTransient => Code is 202 or 203 or 209 or 210 or 252 or 236 or 394 or 425 or 439 or 999 or 1002;
}

/// <summary>ClickHouse could not be reached, or the connection broke: whether the call took effect is unknown.</summary>
public sealed class ClickHouseUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
