# frozen_string_literal: true

# Reading the feed of changes as the service does.
RSpec.shared_context "with a feed" do
  def feed(after, **more)
    body = call_veille("changes", { after:, **more })
    expect(response.status).to eq(200), -> { response.body }
    body
  end

  # What was told of what the block did.
  def heard
    from = feed(nil)["latest"]
    yield
    feed(from)["changes"]
  end
end
