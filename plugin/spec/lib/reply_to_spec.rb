# frozen_string_literal: true

RSpec.describe Veille::ReplyTo do
  fab!(:paul, :user)

  before do
    SiteSetting.veille_enabled = true
    SiteSetting.veille_reply_address = "accueil@example.org"
    SiteSetting.manual_polling_enabled = true
    SiteSetting.reply_by_email_address = "forum+%{reply_key}@example.org"
    SiteSetting.reply_by_email_enabled = true
  end

  def mail_about(post)
    notification = Fabricate(:private_message_notification, user: paul, topic: post.topic, post:)
    mail = UserNotifications.user_private_message(paul, post:, notification_type: "private_message", notification_data_hash: notification.data_hash)
    Email::Sender.new(mail, :user_private_message, paul).send
    ActionMailer::Base.deliveries.last
  end

  def message_by(author)
    topic = Fabricate(:private_message_topic, user: author, recipient: paul)
    Fabricate(:post, topic:, user: author)
  end

  it "sends the answer to a message of ours to the co-op's address" do
    expect(mail_about(message_by(Veille::Bot.user)).reply_to).to eq(["accueil@example.org"])
  end

  it "leaves everybody else's answers to the forum" do
    expect(mail_about(message_by(Fabricate(:user))).reply_to.first).to start_with("forum+")
  end

  it "leaves ours there too where no address was named" do
    SiteSetting.veille_reply_address = ""
    expect(mail_about(message_by(Veille::Bot.user)).reply_to).not_to eq(["accueil@example.org"])
  end
end
