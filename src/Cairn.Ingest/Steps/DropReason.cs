namespace Cairn.Ingest.Steps;

/// <summary>Why an event was refused. Each has a stable code on the wire and a counter of its own.</summary>
public enum DropReason
{
    NotAnObject,
    InvalidJson,
    InvalidUtf8,
    TooLarge,
    TooDeep,
    InvalidEvent,
    InvalidDistinctId,
    InvalidId,
    InvalidTimestamp,
    InvalidSessionId,
    InvalidGroups,
    InvalidProperties,
    InvalidSet,

    /// <summary>The key is bound to other event names.</summary>
    EventNotAllowed,
}

/// <summary>The words of <see cref="DropReason"/> on the wire and in metrics.</summary>
public static class DropReasons
{
    /// <summary>The code in an answer's <c>rejected</c> list.</summary>
    public static string Code(this DropReason reason) =>
        reason switch
        {
            DropReason.NotAnObject => "not_an_object",
            DropReason.InvalidJson => "invalid_json",
            DropReason.InvalidUtf8 => "invalid_utf8",
            DropReason.TooLarge => "event_too_large",
            DropReason.TooDeep => "event_too_deep",
            DropReason.InvalidEvent => "invalid_event",
            DropReason.InvalidDistinctId => "invalid_distinct_id",
            DropReason.InvalidId => "invalid_id",
            DropReason.InvalidTimestamp => "invalid_timestamp",
            DropReason.InvalidSessionId => "invalid_session_id",
            DropReason.InvalidGroups => "invalid_groups",
            DropReason.InvalidProperties => "invalid_properties",
            DropReason.InvalidSet => "invalid_set",
            DropReason.EventNotAllowed => "event_not_allowed",
            _ => throw new ArgumentOutOfRangeException(nameof(reason)),
        };
}

/// <summary>A refusal of one event: the reason, and a sentence that names the field and the fix.</summary>
public sealed record Rejection(DropReason Reason, string Message);
