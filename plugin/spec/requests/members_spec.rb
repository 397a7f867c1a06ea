# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "The members of a group" do
  include_context "with veille"

  fab!(:group)

  def members(after: 0, group_id: group.id)
    body = call_veille("members", { groupId: group_id, after: })
    expect(response.status).to eq(200), -> { response.body }
    body
  end

  it "are told by id, page by page" do
    people = Fabricate.times(3, :user).each { |user| group.add(user) }
    ids = people.map(&:id).sort
    expect(members).to eq("userIds" => ids, "more" => false)
    stub_const(Veille::Members, "MOST", 2) do
      expect(members).to eq("userIds" => ids.first(2), "more" => true)
      expect(members(after: ids.second)).to eq("userIds" => ids.last(1), "more" => false)
    end
  end

  it "are nobody where the group is empty or gone; the forum's own accounts are no members" do
    group.add(Discourse.system_user)
    expect(members).to eq("userIds" => [], "more" => false)
    expect(members(group_id: 2_000_000_001)["userIds"]).to eq([])
  end

  it "are refused where the call breaks the contract" do
    [{}, { groupId: group.id }, { groupId: 0, after: 0 }, { groupId: 1, after: -1 }].each do |body|
      call_veille("members", body)
      expect(response.status).to eq(400), -> { body.to_json }
    end
  end
end
