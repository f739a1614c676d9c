using Cairn.Client;
using Microsoft.Extensions.AI;

namespace Cairn.Extensions.AI;

/// <summary>Records model calls.</summary>
public static class CairnChat
{
    /// <summary>A chat client that records each call of <paramref name="chatClient"/>: provider, model, tokens, latency, time to first token, failures. Put it outside of what calls the
    /// model several times (tools) to count what the user asked, inside to count each call of the model.</summary>
    /// <param name="cairn">Is not disposed with the chat client.</param>
    /// <param name="configure">More; null: no content, no costs.</param>
    public static IChatClient UseCairn(this IChatClient chatClient, CairnClient cairn, Action<CairnChatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(chatClient);
        ArgumentNullException.ThrowIfNull(cairn);
        var options = new CairnChatOptions();
        configure?.Invoke(options);
        return new CairnChatClient(chatClient, cairn, options);
    }
}
