using Cairn.Events;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>Something that was redacted in an event.</summary>
/// <param name="Property">Of the event: its name, with dots into nested ones (<c>contact.email</c>). Else with the field before it: <c>set.email</c>, <c>groups.company</c>, <c>session_id</c>.</param>
public sealed record Redaction(string Property, Detector Detector, RedactionAction Action);

/// <summary>What does this project say about personal data? Asked for every event, so it answers from memory.</summary>
public delegate ProjectPrivacy FindPrivacy(ProjectId project);

/// <summary>Something was redacted in an event on its way into the spool, or its consent was withheld: for the counts. Called on the request's thread.</summary>
/// <param name="detector">The word of a detector, or <c>consent</c>.</param>
/// <param name="action">What was done.</param>
public delegate void NoteRedaction(ProjectId project, string detector, string action);
