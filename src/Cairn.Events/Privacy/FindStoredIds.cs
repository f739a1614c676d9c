namespace Cairn.Events.Privacy;

/// <summary>Under which ids may somebody's events be stored whom a caller names by this distinct id? The id itself first, then its keyed hashes. Answers from memory and looks nothing up:
/// whether anything is stored under them is the store's to say.</summary>
public delegate IReadOnlyList<string> FindStoredIds(string distinctId);
