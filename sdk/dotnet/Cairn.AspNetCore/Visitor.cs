namespace Cairn.AspNetCore;

/// <summary>Whose a request is.</summary>
/// <param name="DistinctId">The user's id, or else the browser's, or else a stand-in.</param>
/// <param name="AnonymousId">The id that the browser brought along; null: none. Only this one is ever merged with a user.</param>
/// <param name="SessionId">The session that the browser brought along.</param>
/// <param name="IsUser">Whether somebody has signed in.</param>
public sealed record Visitor(string DistinctId, string? AnonymousId, string? SessionId, bool IsUser);
