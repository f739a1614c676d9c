using System.Runtime.CompilerServices;
using Cairn.Client;
using Microsoft.Extensions.AI;

namespace Cairn.Extensions.AI;

/// <summary>Hands every call on and records it as <c>$ai_generation</c>, failed and cancelled ones too. Changes nothing about the call, its answer or its exceptions.</summary>
internal sealed class CairnChatClient(IChatClient inner, CairnClient cairn, CairnChatOptions options) : DelegatingChatClient(inner)
{
    private readonly ChatClientMetadata? _metadata = inner.GetService<ChatClientMetadata>();

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var call = Begin(ref messages, options, streamed: false);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            call.Answered(response);
            return response;
        }
        catch (Exception exception)
        {
            call.Failed(exception);
            throw;
        }
        finally
        {
            await call.TrackAsync(cairn).ConfigureAwait(false);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var call = Begin(ref messages, options, streamed: true);
        try
        {
            // Not await foreach: nothing may be yielded inside a catch, and an exception must be seen.
            await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken)
                .ConfigureAwait(false)
                .GetAsyncEnumerator();
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                        break;
                }
                catch (Exception exception)
                {
                    call.Failed(exception);
                    throw;
                }
                call.Streamed(updates.Current);
                yield return updates.Current;
            }
            call.Finished();
        }
        finally
        {
            // Reached too when the caller stops reading.
            await call.TrackAsync(cairn).ConfigureAwait(false);
        }
    }

    private RecordedCall Begin(ref IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, bool streamed)
    {
        // Messages may be made as they are read, and then only once.
        if (options.Content && messages is not IReadOnlyCollection<ChatMessage>)
            messages = [.. messages];
        return new RecordedCall(options, _metadata, chatOptions, options.Content ? messages : null, streamed);
    }
}
