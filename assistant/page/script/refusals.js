// A question that does not get through: Gradio says so in words of its own, and tells the script nothing.
const JOIN = /\/queue\/join(\?|$)/;
const TOO_LARGE = 413;

const ownFetch = window.fetch;
window.fetch = async (resource, options) => {
  const asking = state.asking;
  const sends = asking && JOIN.test(resource?.url ?? resource) && `${options?.body}`.includes(asking.id);
  if (!sends) return ownFetch(resource, options);
  try {
    const reply = await ownFetch(resource, options);
    if (!reply.ok) backInTheBox(asking, await whyRefused(reply.clone()));
    return reply;
  } catch (error) {
    backInTheBox(asking, await whyNoAnswer());
    throw error;
  }
};

async function whyRefused(reply) {
  if (reply.status === TOO_LARGE) return "This conversation has become too long to be sent. Start a new one.";
  const said = await reply.json().catch(() => ({}));
  return typeof said.detail === "string" ? said.detail : await whyNoAnswer();
}
