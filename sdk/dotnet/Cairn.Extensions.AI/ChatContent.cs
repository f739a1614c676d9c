using Microsoft.Extensions.AI;

namespace Cairn.Extensions.AI;

/// <summary>Messages in the shape that PostHog documents for <c>$ai_input</c> and <c>$ai_output_choices</c>: role, text, names of called tools. No files, no arguments of tools, no
/// reasoning.</summary>
internal static class ChatContent
{
    private const int MaxMessages = 200;

    /// <summary>The last 200 messages.</summary>
    public static IReadOnlyList<Dictionary<string, object?>> Of(IEnumerable<ChatMessage> messages, int maxCharacters) =>
        [.. messages.TakeLast(MaxMessages).Select(message => Of(message, maxCharacters))];

    private static Dictionary<string, object?> Of(ChatMessage message, int maxCharacters)
    {
        var text = message.Text;
        var written = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["role"] = message.Role.Value,
            ["content"] = text.Length > maxCharacters ? text[..maxCharacters] : text,
        };
        if (message.Contents.OfType<FunctionCallContent>().Select(tool => tool.Name).ToArray() is { Length: > 0 } tools)
            written["tools"] = tools;
        return written;
    }
}
