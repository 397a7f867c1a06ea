# frozen_string_literal: true

# People who chose when to be alerted, and a service that is alive.
RSpec.shared_context "with calm" do
  # These are told of nothing before tomorrow.
  def quiet(*users)
    tomorrow = Time.now + 1.day
    users.each { |user| choose(user, [[tomorrow, tomorrow + 8.hours]]) }
  end

  # Stretches as pairs of Time; nil: as before.
  def choose(user, stretches, version: next_version)
    intervals = stretches&.map { |ends| ends.map { |time| time.utc.iso8601(3) } }
    ask("loud-intervals", { userId: user.id, version:, intervals: }, verb: :put)
  end

  def next_version
    @version = (@version || Veille::Now.ms) + 1
  end

  def beat(*none_due)
    body = call_veille("beat", { noneDue: none_due.map { |id, at| { userId: id, start: at } } })
    expect(response.status).to eq(200), -> { response.body }
    body
  end

  def held(*users)
    body = call_veille("held", { userIds: users.map(&:id) })
    expect(response.status).to eq(200), -> { response.body }
    body["people"]
  end

  def things_for(user)
    held(user).sole["things"]
  end

  # A post about which core tells people: its own code, as the job runs it.
  def tell(**fields)
    Fabricate(:post, **fields).tap do |post|
      post.rebake!
      PostAlerter.post_created(post)
    end
  end

  def mention(user, **fields)
    tell(raw: "Bonjour @#{user.username}, une question de plus #{SecureRandom.hex(4)}", **fields)
  end

  # What core would send: mails and pushes queued, and live alerts of open tabs.
  def alerts_of(user)
    messages =
      MessageBus
        .track_publish("/notification-alert/#{user.id}") { yield }
        .map { |message| message.data[:notification_type] }
    {
      mails: queued(Jobs::UserEmail, user),
      pushes: queued(Jobs::SendPushNotification, user) + queued(Jobs::PushNotification, user),
      live: messages.size,
    }
  end

  def queued(job, user)
    job.jobs.count { |one| one["args"].first["user_id"] == user.id }
  end

  def nothing
    { mails: 0, pushes: 0, live: 0 }
  end

  # A device that takes pushes.
  def push_to(user)
    data = { endpoint: "https://push.example.org/1", keys: { p256dh: "a", auth: "b" } }
    PushSubscription.create!(user:, data: data.to_json)
  end

  # A digest for this person, as the service has it published.
  def digest_for(user, at: Time.now, **more)
    item_of(
      Veille::Bot.user,
      key: "digest-#{user.id}-#{Veille::Now.in_ms(at)}",
      title: "Le point du matin #{SecureRandom.hex(4)}",
      recipients: [user.username],
      **more,
    )
  end

  def topic_of(item)
    Post.find(row_of(item).post_id).topic
  end

  def open_topic(user, topic)
    TopicUser.track_visit!(topic.id, user.id)
  end
end
